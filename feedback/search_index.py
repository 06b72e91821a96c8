"""Declares the room's kinds to the search; owns the documents of problems and who may find them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import units_where
from feedback import access, anonymity
from feedback.answer_index import answer_kind
from feedback.models import Problem, Remedy
from feedback.register.indexing import TASKS
from feedback.report_index import report_kinds
from feedback.results import with_results
from feedback.taxonomy import BURDENS
from search.registry import PUBLIC, Document, Kind, register


def _problems(keys: Collection[str]) -> dict[str, Document]:
    rows = Problem.objects.standing().filter(pk__in=[UUID(key) for key in keys])
    joined = dict(rows.order_by().values_list("pk").annotate(n=Count("reports")))
    shown = rows.prefetch_related(Prefetch("remedies", with_results(Remedy.objects.all())))
    return {str(row.pk): _problem_document(row, joined[row.pk]) for row in shown}


def _problem_document(row: Problem, joined: int) -> Document:
    what = [remedy.what for remedy in row.remedies.all()]
    what += [result.title for remedy in row.remedies.all() for result in remedy.results.all()]
    units = {row.unit_id, row.owner_unit_id} - {None}
    return Document(
        kind="problem",
        key=str(row.pk),
        title=row.title,
        body="\n".join(filter(None, [row.statement, row.asked_by, *what, row.kept_reason])),
        audience=frozenset({f"problem:{unit}" for unit in units} | ({PUBLIC} if row.published else set())),
        on=row.state_on,
        filters={
            "category": row.category,
            "department": row.asked_by,
            "unit": str(row.unit_id),
            "state": f"problem-{row.state}",
        },
        # Small counts do not move a problem up or down, or its place would tell them (contract 5).
        reports=joined if joined >= anonymity.cell_floor() else 1,
    )


def _describe(facet: str, value: str) -> str | Promise:
    """Return the name of a value of a facet, as the pages of this room have it."""
    if facet == "category":
        return str(BURDENS.get(value, value))
    kind, _dash, state = value.partition("-")
    return Problem.State(state).label if facet == "state" and kind == "problem" else value


def _problem_audience(user: User | None) -> frozenset[str]:
    mine = units_where(user, "problem.read") if user else set()
    return frozenset({PUBLIC, *(f"problem:{unit}" for unit in mine)})


def _problem_link(key: str, user: User | None) -> str:
    if user and access.problems_for(user).filter(pk=UUID(key)).exists():
        return reverse("problem_detail", args=[key])
    return reverse("board_problem", args=[key])


def register_kinds() -> None:
    """Declare all kinds; called once, when the room is ready."""
    register(answer_kind())
    register(TASKS)
    for kind in report_kinds():
        register(kind)
    register(
        Kind(
            name="problem",
            label=_("Problem"),
            keys=lambda: (str(key) for key in Problem.objects.standing().values_list("pk", flat=True).iterator()),
            build=lambda key: _problems([key]).get(key),
            audience=_problem_audience,
            link=_problem_link,
            describe=_describe,
            build_many=_problems,
        )
    )
