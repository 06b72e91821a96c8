"""What waits for a user around editions, for the workplace's first page; owns what counts, and changes nothing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Unit, User
from accounts.permissions import units_where
from digests.models import Acknowledgement, Edition, Instruction

_ANSWERING = (Instruction.State.GIVEN, Instruction.State.RETURNED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many editions a user is to read and to release, and how many instructions to answer and to judge.

    `late` are those to answer whose day is past; `overdue` those that the user may give and nobody answered in time.
    """

    to_read: int = 0
    to_release: int = 0
    to_answer: int = 0
    late: int = 0
    to_judge: int = 0
    overdue: int = 0

    @property
    def anything(self) -> bool:
        """Whether any of it waits."""
        return any((self.to_read, self.to_release, self.to_answer, self.to_judge, self.overdue))


def waiting_for(user: User, today: date) -> Waiting:
    """Return what waits for `user` on the day `today`.

    An edition waits for those who read digests in its very unit: whoever watches a tree is not asked to read each of
    the editions below.
    """
    own = set(Unit.objects.filter(memberships__user=user).values_list("pk", flat=True))
    answering, giving = units_where(user, "instruction.answer"), units_where(user, "instruction.give")
    mine = Instruction.objects.filter(owner_unit__in=answering, state__in=_ANSWERING) if answering else None
    given = Instruction.objects.filter(edition__unit__in=giving) if giving else None
    return Waiting(
        to_read=_to_read(user, own & units_where(user, "digest.read")),
        to_release=_to_release(own & units_where(user, "digest.release")),
        to_answer=mine.count() if mine is not None else 0,
        late=mine.filter(due_on__lt=today).count() if mine is not None else 0,
        to_judge=given.filter(state=Instruction.State.ANSWERED).count() if given is not None else 0,
        overdue=given.filter(state__in=_ANSWERING, due_on__lt=today).count() if given is not None else 0,
    )


def _to_read(user: User, units: set[int]) -> int:
    if not units:
        return 0
    released = Edition.objects.filter(unit__in=units, released_on__isnull=False)
    read = Acknowledgement.objects.filter(edition=OuterRef("pk"), user=user)
    return _latest(released).exclude(Exists(read)).count()


def _to_release(units: set[int]) -> int:
    return _latest(Edition.objects.filter(unit__in=units)).filter(released_on__isnull=True).count() if units else 0


def _latest(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """Return those of `rows` that no later revision among them replaces."""
    later = rows.filter(unit=OuterRef("unit"), period=OuterRef("period"), revision__gt=OuterRef("revision"))
    return rows.exclude(Exists(later))
