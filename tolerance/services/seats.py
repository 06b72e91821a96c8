"""Gives seats, and with each seat proposes a recusal where the system sees a ground for one."""

from collections.abc import Collection
from datetime import date

from accounts.models import User
from tolerance.models import Case, Recusal, Seat
from tolerance.recusal import grounds


def take_seats(case: Case, users: Collection[User], part: Seat.Part, on: date) -> None:
    """Give each user a seat; the caller has checked who may sit.

    Args:
        case: the case.
        users: who gets a seat.
        part: the part of each.
        on: the day.
    """
    Seat.objects.bulk_create(Seat(case=case, user=user, part=part, since=on) for user in users)
    settled = set(case.recusals.values_list("person_id", flat=True))
    for user in users:
        found = [] if user.pk in settled else grounds(case, user)
        if found:
            Recusal.objects.create(
                case=case, person=user, part=part, source=Recusal.Source.PROPOSED, ground="\n".join(found), raised_on=on
            )
