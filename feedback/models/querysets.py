"""Filters over reports and problems; owns how a wish for less becomes a condition, never who may see what."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from feedback.models.problem import Problem
    from feedback.models.report import Report  # noqa: F401  # named in a string below


# The states in which a problem waits for what staff do, and not for what reporters say of it.
_WAITING = ("open", "assigned", "promised", "reopened", "rebounded")


class ReportQuerySet(QuerySet["Report"]):
    """Reports, by what a handler looks for."""

    def saying(self, words: str) -> "ReportQuerySet":
        """Return those that contain every one of the words somewhere."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                Q(words__icontains=word)
                | Q(task__icontains=word)
                | Q(asked_by__icontains=word)
                | Q(data_items__icontains=word)
            )
        return rows

    def there(self) -> "ReportQuerySet":
        """Return those whose words are not deleted."""
        return self.filter(withdrawn=False, erased_on__isnull=True)

    def naming_hours(self) -> "ReportQuerySet":
        """Return those that named all three bands, of which a burden in hours is made."""
        return self.exclude(hours="").exclude(per_month="").exclude(people="")

    def released_between(self, since: date | None, until: date | None) -> "ReportQuerySet":
        """Return those released on one of the days, both included; None leaves that end open."""
        rows = self.filter(released_on__gte=since) if since else self
        return rows.filter(released_on__lte=until) if until else rows


class ProblemQuerySet(QuerySet["Problem"]):
    """Problems, by what staff look for."""

    def saying(self, words: str) -> "ProblemQuerySet":
        """Return those that contain every one of the words in title, statement or the one who asks."""
        rows = self
        for word in words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(statement__icontains=word) | Q(asked_by__icontains=word))
        return rows

    def within(self, units: Collection[int]) -> "ProblemQuerySet":
        """Return those that one of the units takes care of, or that were assigned to one."""
        return self.filter(Q(unit__in=units) | Q(owner_unit__in=units))

    def joinable(self) -> "ProblemQuerySet":
        """Return those that a report may still join: all that are not settled."""
        return self.standing().exclude(state="settled")

    def standing(self) -> "ProblemQuerySet":
        """Return those that are not merged into another."""
        return self.filter(merged_into__isnull=True)

    def mergeable(self) -> "ProblemQuerySet":
        """Return those that may be merged away: they wait for staff, and nobody supervises them."""
        return self.standing().filter(state__in=_WAITING).exclude(self._is_supervised())

    def taking(self, problem: "Problem") -> "ProblemQuerySet":
        """Return those into which `problem` can be merged.

        What has promises goes where there are promises: one that runs must not end up where nobody waits for it.
        """
        rows = self.joinable().exclude(pk=problem.pk)
        if problem.published:
            rows = rows.filter(published=True)
        if problem.state == "promised":
            return rows.filter(state="promised")
        return rows.filter(self._has_promises(), state__in=_WAITING) if problem.remedies.exists() else rows

    def with_late(self, today: date) -> "ProblemQuerySet":
        """Return the same rows, each knowing as `late` whether one of its remedies is overdue on `today`."""
        return self.annotate(late=self._is_late(today))

    def with_clock(self, today: date) -> "ProblemQuerySet":
        """Return the same rows, each knowing whether it is `late` in any way, and whether it is `supervised`."""
        return self.annotate(late=self._is_behind(today), supervised=self._is_supervised())

    def behind(self, today: date) -> "ProblemQuerySet":
        """Return those whose clock, or one of whose promises, ran out before `today`."""
        return self.filter(self._is_behind(today))

    def supervised(self) -> "ProblemQuerySet":
        """Return those that a unit above has under supervision."""
        return self.filter(self._is_supervised())

    def _has_promises(self) -> Exists:
        return Exists(ProblemQuerySet(self.model).filter(pk=OuterRef("pk"), remedies__isnull=False))

    def _is_supervised(self) -> Exists:
        running = Q(supervisions__isnull=False, supervisions__ended_on__isnull=True)
        return Exists(ProblemQuerySet(self.model).filter(running, pk=OuterRef("pk")))

    def _is_behind(self, today: date) -> Q:
        return Q(Exists(ProblemQuerySet(self.model).filter(pk=OuterRef("pk"), clock__due_on__lt=today))) | Q(
            self._is_late(today)
        )

    def overdue(self, today: date) -> "ProblemQuerySet":
        """Return those with a promised remedy that was due before `today` and is not carried out."""
        return self.filter(self._is_late(today))

    def _is_late(self, today: date) -> Exists:
        late = Q(remedies__due_on__lt=today, remedies__implemented_on__isnull=True) & ~Q(state="kept")
        return Exists(ProblemQuerySet(self.model).filter(late, pk=OuterRef("pk")))

    def published(self) -> "ProblemQuerySet":
        """Return those that stand on the public board."""
        return self.standing().filter(published=True)

    def moved(self) -> "ProblemQuerySet":
        """Return those that stood on the public board and are merged into one that stands there now."""
        return self.filter(published=True, merged_into__published=True)
