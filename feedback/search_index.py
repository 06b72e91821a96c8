"""Declares reports and problems to the search; owns their documents and who may find them, never a search.

A report's token names the unit that received it and the unit complained of, if any: so a handler who stands under the
one complained of does not hold it (contract 6), and `access.reports_for` stays the only rule.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import units_where
from feedback import access
from feedback.models import Problem, Report
from search.registry import PUBLIC, Document, Kind, register


def _report_token(receiving: int, asked_by: int | None) -> str:
    return f"report:{receiving}:{asked_by}" if asked_by else f"report:{receiving}"


def _report(key: str) -> Document | None:
    row = Report.objects.there().filter(pk=UUID(key)).select_related("asked_by_unit").first()
    if row is None:
        return None
    asked_by = row.asked_by_unit.name if row.asked_by_unit else ""
    messages = row.messages.values_list("text", flat=True)
    return Document(
        kind="report",
        key=key,
        title=row.task or row.words[:40],
        body="\n".join(filter(None, [row.words, asked_by, row.asked_by, row.data_items, *messages])),
        audience=frozenset({_report_token(row.receiving_unit_id, row.asked_by_unit_id)}),
        on=row.released_on,
        filters={"category": row.category, "unit": str(row.receiving_unit_id)},
    )


def _report_audience(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    pairs = access.reports_for(user).order_by().values_list("receiving_unit_id", "asked_by_unit_id").distinct()
    return frozenset(_report_token(receiving, asked_by) for receiving, asked_by in pairs)


def _problem(key: str) -> Document | None:
    row = Problem.objects.filter(pk=UUID(key)).select_related("owner_unit").first()
    if row is None:
        return None
    what = row.remedies.values_list("what", flat=True)
    units = {row.unit_id, row.owner_unit_id} - {None}
    return Document(
        kind="problem",
        key=key,
        title=row.title,
        body="\n".join(filter(None, [row.statement, row.asked_by, *what, row.kept_reason])),
        audience=frozenset({f"problem:{unit}" for unit in units} | ({PUBLIC} if row.published else set())),
        on=row.state_on,
        filters={"category": row.category, "unit": str(row.unit_id)},
    )


def _problem_audience(user: User | None) -> frozenset[str]:
    mine = units_where(user, "problem.read") if user else set()
    return frozenset({PUBLIC, *(f"problem:{unit}" for unit in mine)})


def _problem_link(key: str, user: User | None) -> str:
    if user and access.problems_for(user).filter(pk=UUID(key)).exists():
        return reverse("problem_detail", args=[key])
    return reverse("board_problem", args=[key])


def register_kinds() -> None:
    """Declare both kinds; called once, when the room is ready."""
    register(
        Kind(
            name="report",
            label=_("Report"),
            keys=lambda: (str(key) for key in Report.objects.there().values_list("pk", flat=True).iterator()),
            build=_report,
            audience=_report_audience,
            link=lambda key, _user: reverse("report_detail", args=[key]),
        )
    )
    register(
        Kind(
            name="problem",
            label=_("Problem"),
            keys=lambda: (str(key) for key in Problem.objects.values_list("pk", flat=True).iterator()),
            build=_problem,
            audience=_problem_audience,
            link=_problem_link,
        )
    )
