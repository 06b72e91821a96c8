"""Clean-up rounds as their readers see them: doors, order, progress; owns what is ranked how, and writes nothing.

Tasks and pairs of duplicate requests stand in one list, the dearest first: by the high end of their hours, then by the
low. What nobody has estimated comes last.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.permissions import units_where
from feedback.models import Cleanup, CleanupItem, DuplicateRequest, Task
from feedback.models.task import TaskQuerySet
from feedback.register.pairs import reasons, saving
from feedback.register.states import WAYS
from feedback.taxonomy import REMEDIES, Band
from search.backend.analysis import bigrams

# What can be decided on a pair: one stays and the other is merged into it, both are met by shared data, both stay.
PAIR_KINDS = ("RM02", "RM04", "RM16")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round is: items in all, and how many are decided."""

    items: int
    decided: int

    @property
    def left(self) -> int:
        """How many are not decided."""
        return self.items - self.decided


def start_of_quarter(day: date) -> date:
    """Return the first day of the quarter of `day`."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def cleanups_for(user: User) -> QuerySet[Cleanup]:
    """Return the rounds of units in the user's reach, the latest first."""
    rows = Cleanup.objects.filter(unit__in=units_where(user, "round.read"))
    return rows.select_related("unit", "opened_by", "closed_by")


def get_cleanup_for(user: User, key: int) -> Cleanup:
    """Return one round.

    Raises:
        PermissionDenied: the user reads no rounds at all.
        Http404: there is none such, or it is of a unit out of reach.
    """
    if not units_where(user, "round.read"):
        raise PermissionDenied
    return get_object_or_404(cleanups_for(user), pk=key)


def may_decide(user: User, cleanup: Cleanup) -> bool:
    """Return whether `user` may decide in this round now."""
    return cleanup.state == Cleanup.State.OPEN and cleanup.unit_id in units_where(user, "round.decide")


def openable_units(user: User, today: date) -> set[int]:
    """Return the ids of the units for which `user` may open a round: those without one in this quarter."""
    there = Cleanup.objects.filter(start=start_of_quarter(today)).values_list("unit", flat=True)
    return units_where(user, "round.decide") - set(there)


def item_of(cleanup: Cleanup, position: int) -> CleanupItem:
    """Return the item at a place of the list.

    Raises:
        Http404: there is no such place.
    """
    rows = cleanup.items.select_related("task__unit", "pair__first__unit", "pair__second__unit", "other", "decided_by")
    found = rows.filter(position=position).first()
    if found is None:
        raise Http404
    return found


def standing(cleanup: Cleanup) -> Standing:
    """Return how far a round is."""
    return Standing(cleanup.items.count(), cleanup.items.filter(turn__isnull=False).count())


def next_open(cleanup: Cleanup, after: int = 0) -> int | None:
    """Return the place of the next item without a decision, from the top again at the end; None where all have one."""
    rows = cleanup.items.filter(turn__isnull=True)
    later = rows.filter(position__gt=after).values_list("position", flat=True).first()
    return later if later is not None else rows.values_list("position", flat=True).first()


def last_decided(cleanup: Cleanup) -> CleanupItem | None:
    """Return the item that was decided last."""
    return cleanup.items.filter(turn__isnull=False).order_by("-turn").first()


def ranked(unit: Unit) -> list[CleanupItem]:
    """Return the items of a new round for `unit` and all below it, unsaved, the dearest first."""
    below = set(unit.descendants(include_self=True).values_list("pk", flat=True))
    tasks = Task.objects.live().filter(unit__in=below).select_related("unit")
    pairs = DuplicateRequest.objects.open().filter(first__unit__in=below, second__unit__in=below)
    items = [_task_item(task) for task in tasks]
    items += [_pair_item(pair) for pair in pairs.select_related("first__unit", "second__unit")]
    items.sort(key=lambda item: (-item.high, -item.low, item.pair is None, str(item.facts["tasks"])))
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def _told(task: Task) -> dict[str, Any]:
    return {"id": str(task.pk), "name": task.name, "asked_by": task.asked_by, "unit": task.unit.name}


def _task_item(task: Task) -> CleanupItem:
    low, high = task.burden or (0.0, 0.0)
    return CleanupItem(task=task, facts={"tasks": [_told(task)]}, low=low, high=high)


def _pair_item(pair: DuplicateRequest) -> CleanupItem:
    saved = saving(pair.first, pair.second, pair.facts["shares"])
    low, high = saved.hours if saved else (0.0, 0.0)
    facts = {"tasks": [_told(pair.first), _told(pair.second)], "alike": pair.facts}
    return CleanupItem(pair=pair, facts=facts, low=low, high=high)


def is_pair(item: CleanupItem) -> bool:
    """Return whether the item is a pair of duplicate requests."""
    return len(item.facts["tasks"]) > 1


def title_of(item: CleanupItem) -> str:
    """Return what the item is called in lists."""
    return " ＋ ".join(task["name"] for task in item.facts["tasks"])


def why(item: CleanupItem) -> list[str]:
    """Return in the reader's language why the two of a pair seem the same; nothing for a task."""
    return list(reasons(item.facts["alike"])) if is_pair(item) else []


def hours_of(item: CleanupItem) -> Band | None:
    """Return the range of hours by which it is ranked, None where nobody has estimated them."""
    return (item.low, item.high) if item.high else None


def kinds_for(item: CleanupItem) -> tuple[str, ...]:
    """Return the kinds of remedies that can be decided on an item."""
    return PAIR_KINDS if is_pair(item) else tuple(WAYS)


def needs_other(item: CleanupItem, kind: str) -> bool:
    """Return whether a decision must name the task that stays: a merger, and the one of a pair that is still asked."""
    return WAYS[kind].other or (is_pair(item) and kind == "RM04")


def mergers_for(item: CleanupItem) -> TaskQuerySet:
    """Return the tasks that may stay instead of the item's: of a pair the two, of a task those called alike."""
    keys = [each["id"] for each in item.facts["tasks"]]
    if is_pair(item):
        return Task.objects.live().filter(pk__in=keys).order_by("pk")
    if item.task is None:
        return Task.objects.none()
    alike = Q(department_key=item.task.department_key)
    for pair in bigrams(item.task.key):
        alike |= Q(key__contains=pair)
    around = Q(unit=item.task.unit_id) | Q(unit=item.cleanup.unit_id)
    rows = Task.objects.live().filter(around, alike).exclude(pk__in=keys)
    return rows.order_by("asked_by", "name", "pk")


def decision_of(item: CleanupItem) -> str:
    """Return a decision in the reader's language, "" where there is none."""
    if not item.kind:
        return ""
    name = str(REMEDIES[item.kind])
    return _("%(kind)s: “%(task)s” stays") % {"kind": name, "task": item.other} if item.other else name
