"""Reports and what was said after them as documents of the search; owns their text and who may find it.

A token names the unit that received the report, the unit complained of and the one it is kept from, if any: so a
handler who stands under one of those does not hold it (contract 6), and `access.reports_for` stays the only rule.

What was added and answered is one document a report, under the report's own key: a withdrawal deletes the messages and
must leave nothing that names them, so nothing but the report could later say what has to leave the index.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback import access, anonymity
from feedback.models import Message, Report
from feedback.taxonomy import BURDENS
from search.registry import Document, Kind


def _token(receiving: int, asked_by: int | None, kept_from: int | None) -> str:
    token = f"report:{receiving}:{asked_by}" if asked_by else f"report:{receiving}"
    return f"{token}:not:{kept_from}" if kept_from else token


def _token_of(row: Report) -> str:
    return _token(row.receiving_unit_id, row.asked_by_unit_id, row.kept_from)


def _audience(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    kept_from = Case(When(not_own=True, then=F("own_unit_id")))
    rows = access.reports_for(user).order_by().values_list("receiving_unit_id", "asked_by_unit_id", kept_from)
    return frozenset(_token(*row) for row in rows.distinct())


def _reports(keys: Collection[str]) -> dict[str, Document]:
    rows = Report.objects.there().filter(pk__in=map(UUID, keys)).select_related("asked_by_unit")
    return {str(row.pk): _report(row) for row in rows}


def _report(row: Report) -> Document:
    asked_by = _office(row)
    return Document(
        kind="report", key=str(row.pk), title=_title(row),
        body="\n".join(filter(None, dict.fromkeys([row.words, asked_by, row.asked_by, row.data_items]))),
        audience=frozenset({_token_of(row)}), on=row.released_on,
        filters={**_filters(row), "state": f"report-{row.state}"},
    )  # fmt: skip


def _talked_about() -> Exists:
    return Exists(Message.objects.filter(report=OuterRef("pk")))


def _threads(keys: Collection[str]) -> dict[str, Document]:
    rows = Report.objects.there().filter(_talked_about(), pk__in=map(UUID, keys))
    return {str(row.pk): _thread(row) for row in rows.select_related("asked_by_unit").prefetch_related("messages")}


def _thread(row: Report) -> Document:
    said = list(row.messages.all())
    return Document(
        kind="message", key=str(row.pk), title=_title(row), body="\n".join(message.text for message in said),
        audience=frozenset({_token_of(row)}),
        on=max(message.on for message in said), filters=_filters(row),
    )  # fmt: skip


def _title(row: Report) -> str:
    return row.task or row.words[:40]


def _office(row: Report) -> str:
    return row.asked_by_unit.name if row.asked_by_unit else row.asked_by


def _filters(row: Report) -> dict[str, str]:
    return {"category": row.category, "department": _office(row), "unit": str(row.receiving_unit_id)}


def _describe(facet: str, value: str) -> str | Promise:
    if facet == "category":
        return str(BURDENS.get(value, value))
    kind, _dash, state = value.partition("-")
    return Report.State(state).label if facet == "state" and kind == "report" else value


def _protect(counts: Mapping[str, int]) -> Mapping[str, int | None]:
    return anonymity.suppress(counts).cells


def _link(key: str, _user: User | None) -> str:
    return reverse("report_detail", args=[key])


def report_kinds() -> tuple[Kind, Kind]:
    """Return the kinds "report" and "message" as the search wants them declared."""
    rows = Report.objects.there()
    return (
        Kind(
            "report", _("Report"), lambda: map(str, rows.values_list("pk", flat=True).iterator()),
            lambda key: _reports([key]).get(key), _audience, _link, _describe, _reports, _protect,
        ),
        Kind(
            "message", _("Further messages and answers"),
            lambda: map(str, rows.filter(_talked_about()).values_list("pk", flat=True).iterator()),
            lambda key: _threads([key]).get(key), _audience, _link, _describe, _threads, _protect,
        ),
    )  # fmt: skip
