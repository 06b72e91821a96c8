"""The bodies that work on a case: whom each consists of, in which state it works, and what it needs. Never acts."""

from dataclasses import dataclass

from accounts.models import User
from tolerance.models import Case, Seat


@dataclass(frozen=True, slots=True)
class Body:
    """One body.

    Attributes:
        name: what `procedure.json` calls it.
        parts: the parts of those who belong to it.
        state: the state in which it works.
        target: the state to which its work leads.
        right: the right that its people hold over the case's unit.
        fewest: how many they are at least.
        votes: whether it decides by votes, and so is odd in number.
    """

    name: str
    parts: frozenset[Seat.Part]
    state: str
    target: str
    right: str
    fewest: int
    votes: bool


VERIFIERS = Body("verifier", frozenset({Seat.Part.VERIFIER}), "verifying", "verified", "case.verify", 2, votes=False)
PANEL = Body(
    "panel", frozenset({Seat.Part.MEMBER, Seat.Part.CHAIR}), "deliberating", "decided", "case.decide", 3, votes=True
)
REVIEW = Body("review", frozenset({Seat.Part.REVIEWER}), "review_requested", "reviewed", "case.decide", 3, votes=True)
BODIES = (VERIFIERS, PANEL, REVIEW)


def body_in(state: str) -> Body | None:
    """Return the body that works while a case is in `state`, or None."""
    return next((body for body in BODIES if body.state == state), None)


def body_of(part: str) -> Body:
    """Return the body to which a part belongs."""
    return next(body for body in BODIES if part in body.parts)


def sitting(case: Case, body: Body) -> list[Seat]:
    """Return the seats of a body in a case, in the order in which they were taken."""
    return [seat for seat in case.seats.all() if seat.part in body.parts]


def seat_now(user: User, case: Case) -> Seat | None:
    """Return the seat of `user` in the body that works now, or None."""
    body = body_in(case.state)
    return next((seat for seat in sitting(case, body) if seat.user_id == user.pk), None) if body else None
