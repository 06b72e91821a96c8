"""What a report looks like to its handler: open problems and other reports; owns the choice, and joins nothing.

Everything comes through `feedback.access`, so that nobody is shown a likeness to what they may not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from accounts.models import User
from feedback import access
from feedback.models import Problem, Report
from feedback.models.querysets import ProblemQuerySet
from feedback.notes import note_of_problem, note_of_report
from feedback.recurrence import Note, Scale, compare
from search.similar import Alike, similar

# How many the index may offer, how many of the newest of the category are looked at besides, how many are shown.
_OFFERED, _NEWEST, SHOWN = 24, 12, 4
# Under this likeness two texts share no more than the trade's words.
LEAST = 0.2

Row = TypeVar("Row", Problem, Report)


@dataclass(frozen=True, slots=True)
class LikeProblem:
    """An open problem that a report may belong to, how alike they are (0 to 1) and why."""

    row: Problem
    likeness: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikeReport:
    """A waiting report that seems to tell of the same, how alike they are (0 to 1) and why."""

    row: Report
    likeness: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a report is like, the likest first."""

    problems: tuple[LikeProblem, ...] = ()
    reports: tuple[LikeReport, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.problems or self.reports)


def suggestions(user: User, report: Report) -> Suggestions:
    """Return the problems that may be joined, and the waiting reports, that are like `report` and `user` may read.

    Args:
        user: the handler who looks.
        report: a report that the handler may read; one without words is like nothing.
    """
    if report.gone:
        return Suggestions()
    offered = similar(like=("report", str(report.pk)), kinds=("problem", "report"), user=user, limit=_OFFERED)
    problems, reports = _problems(user, report, offered), _reports(user, report, offered)
    mine, notes = note_of_report(report), {row.pk: note_of_problem(row) for row in problems}
    notes |= {row.pk: note_of_report(row) for row in reports}
    scale = Scale.of([mine, *notes.values()])
    return Suggestions(
        tuple(LikeProblem(*found) for found in _ranked(problems, mine, notes, scale)),
        tuple(LikeReport(*found) for found in _ranked(reports, mine, notes, scale)),
    )


def like_problems(user: User, problem: Problem, allowed: ProblemQuerySet) -> list[LikeProblem]:
    """Return problems out of `allowed` that are like `problem`, the likest first.

    Args:
        user: the handler who looks.
        problem: a problem that the handler may read; its units must be loaded with it.
        allowed: problems that the handler may read, itself not among them.
    """
    offered = similar(like=("problem", str(problem.pk)), kinds=("problem",), user=user, limit=_OFFERED)
    rows = allowed.select_related("unit", "asked_by_unit")
    newest = rows.filter(category=problem.category).order_by("-opened_on", "pk")[:_NEWEST]
    found = list({row.pk: row for row in [*rows.filter(pk__in=_keys(offered, "problem")), *newest]}.values())
    mine, notes = note_of_problem(problem), {row.pk: note_of_problem(row) for row in found}
    return [LikeProblem(*each) for each in _ranked(found, mine, notes, Scale.of([mine, *notes.values()]))]


def with_reasons(rows: list[Report]) -> list[LikeReport]:
    """Return reports of one group, each with its likeness to the first, and why; their units must be loaded."""
    if not rows:
        return []
    notes = [note_of_report(row) for row in rows]
    scale = Scale.of(notes)
    compared = [compare(notes[0], note, scale) for note in notes[1:]]
    found = [LikeReport(row, why.likeness, why.words) for row, why in zip(rows[1:], compared, strict=True)]
    return [LikeReport(rows[0], 1.0, ()), *found]


def _keys(found: Iterable[Alike], kind: str) -> list[UUID]:
    return [UUID(one.key) for one in found if one.kind == kind]


def _problems(user: User, report: Report, found: list[Alike]) -> list[Problem]:
    rows = access.problems_for(user).joinable().select_related("unit", "asked_by_unit")
    newest = rows.filter(category=report.category).order_by("-opened_on", "pk")[:_NEWEST]
    return list({row.pk: row for row in [*rows.filter(pk__in=_keys(found, "problem")), *newest]}.values())


def _reports(user: User, report: Report, found: list[Alike]) -> list[Report]:
    rows = access.reports_for(user).there().filter(state=Report.State.RELEASED).exclude(pk=report.pk)
    rows = rows.select_related("receiving_unit", "asked_by_unit")
    newest = rows.filter(category=report.category).order_by("-released_on", "pk")[:_NEWEST]
    return list({row.pk: row for row in [*rows.filter(pk__in=_keys(found, "report")), *newest]}.values())


def _ranked(
    rows: list[Row], mine: Note, notes: dict[UUID, Note], scale: Scale
) -> list[tuple[Row, float, tuple[str, ...]]]:
    compared = [(row, compare(mine, notes[row.pk], scale)) for row in rows]
    alike = [(row, reason.likeness, reason.words) for row, reason in compared if reason.likeness >= LEAST]
    return sorted(alike, key=lambda one: (-one[1], str(one[0].pk)))[:SHOWN]
