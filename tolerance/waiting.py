"""Which cases wait for a user: derived from the table, the user's rights and seats; owns the notion of a task."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import units_where
from tolerance.models import Extension, Seat
from tolerance.workflow import APPLICANT, SEATS, STEPS, SYSTEM, Step

# Remedies of the applicant: open to him, and nothing that waits for him.
_REMEDIES = frozenset({"review_requested", "appealed", "withdrawn"})


def _is_task(step: Step) -> bool:
    due = step.limit is not None or step.target in {"submitted", "closed"}
    return bool(step.source) and due and step.always and step.right != SYSTEM and step.target not in _REMEDIES


TASKS = tuple(step for step in STEPS if _is_task(step))


def _seated(user: User, parts: frozenset[Seat.Part] | None = None) -> Exists:
    seats = Seat.objects.filter(case=OuterRef("pk"), user=user)
    return Exists(seats.filter(part__in=parts) if parts else seats)


def _where(step: Step) -> Q:
    if step.track == "correction" and step.source != "decided":
        return Q(correction=step.source)
    return Q(state=step.source)


def waiting_for(user: User) -> Q:
    """Return the condition under which a case that `user` may see waits for a step of his."""
    found = Q(pk__in=[])
    reach: dict[str, set[int]] = {}
    for step in TASKS:
        if step.target == "correcting":
            # Ordered where the panel asks for it; the letter comes first in any case.
            continue
        if step.right == APPLICANT:
            found |= Q(applicant=user) & _where(step)
            continue
        if step.right not in reach:
            reach[step.right] = units_where(user, step.right)
        if not reach[step.right]:
            continue
        own = Q(unit__in=reach[step.right]) & ~Q(applicant=user) & _where(step)
        if step.seat:
            own &= ~Q(_seated(user)) if step.seat == "none" else Q(_seated(user, SEATS[step.seat]))
        found |= own
    return found | _reviewers_to_appoint(user) | _extensions_to_answer(user) | _suspended_to_look_at(user)


def _reviewers_to_appoint(user: User) -> Q:
    """Return the condition under which a review waits until `user` appoints who reviews."""
    appointed = Exists(Seat.objects.filter(case=OuterRef("pk"), part=Seat.Part.REVIEWER))
    asked = Q(state="review_requested", unit__in=units_where(user, "case.appoint"))
    return asked & ~Q(applicant=user) & ~Q(appointed)


def _suspended_to_look_at(user: User) -> Q:
    """Return the condition under which a case has been suspended so long that `user` looks at it again."""
    due = Q(state="suspended", due_on__lte=timezone.localdate(), unit__in=units_where(user, "case.lead"))
    return due & ~Q(applicant=user)


def _extensions_to_answer(user: User) -> Q:
    """Return the condition under which somebody asks `user` for more time in a phase that runs."""
    asked = Extension.objects.filter(case=OuterRef("pk"), status=Extension.Status.ASKED)
    runs = Q(phase=OuterRef("state")) | Q(phase=OuterRef("correction"))
    others = asked.filter(runs).exclude(asked_by=user)
    return Q(unit__in=units_where(user, "case.lead")) & ~Q(applicant=user) & Q(Exists(others))
