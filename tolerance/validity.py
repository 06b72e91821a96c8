"""Whether a body of a case may act now; asked by the one function that moves a case, so that no way leads around it."""

from django.utils.translation import gettext as _

from tolerance.bodies import Body, sitting
from tolerance.judging import missing_from
from tolerance.models import Case, Recusal
from tolerance.recusal import permitted


def _names(people: object) -> str:
    return "、".join(map(str, people))  # type: ignore[call-overload]


def faults(case: Case, body: Body) -> list[str]:
    """Return why the body may not act, in words for its people; empty where it may.

    It may act if it is large enough, and odd where it votes, if each of its people may still sit on the case, if no
    recusal of one of them is open, and if all findings and votes are in.
    """
    people = {seat.user_id: seat.user for seat in sitting(case, body)}
    found = []
    if len(people) < body.fewest or (body.votes and len(people) % 2 == 0):
        found.append(_("This body is not complete; a seat must be filled first."))
    allowed = set(permitted(case, body.right).values_list("pk", flat=True))
    if barred := [user for pk, user in people.items() if pk not in allowed]:
        found.append(_("These people may not sit on this case: {names}").format(names=_names(barred)))
    asked = case.recusals.filter(status=Recusal.Status.OPEN, person__in=people)
    if questioned := [people[one.person_id] for one in asked]:
        found.append(
            _("A lead must first settle whether these people may sit: {names}").format(names=_names(questioned))
        )
    if waiting := missing_from(case, body):
        words = (
            _("Findings or votes are still missing from: {names}")
            if body.votes
            else _("Findings are still missing from: {names}")
        )
        found.append(words.format(names=_names(waiting)))
    return found
