"""Who may not sit on a case; owns the rules that always hold and those that let the system propose a recusal.

Always: not the applicant, nobody of the matter's own unit, nobody who was recused in this case, nobody with a seat in
it or who found or voted in it before. A lead decides whatever else is declared, objected or proposed.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User
from accounts.permissions import holders
from tolerance.models import Case, Recusal


def permitted(case: Case, right: str) -> QuerySet[User]:
    """Return those who hold `right` over the case's unit and are not recused, with a seat in the case or without."""
    return (
        User.objects.filter(pk__in=holders(right, case.unit))
        .exclude(pk__in=[case.applicant_id] if case.applicant_id else [])
        .exclude(memberships__unit=case.unit_id)
        .exclude(pk__in=case.recusals.filter(status=Recusal.Status.UPHELD).values("person_id"))
        .order_by("name", "pk")
    )


def eligible(case: Case, right: str) -> QuerySet[User]:
    """Return those who hold `right` over the case's unit, are not recused and have had no part in the case yet."""
    return (
        permitted(case, right)
        .exclude(pk__in=case.seats.values("user_id"))
        .exclude(pk__in=case.findings.values("author_id"))
        .exclude(pk__in=case.votes.values("member_id"))
    )


def grounds(case: Case, person: User) -> list[str]:
    """Return why the system proposes to recuse `person`: the matter's chain, the applicant's unit, a party's name."""
    line = case.unit.ancestors(include_self=True).values("pk")
    own = Membership.objects.filter(user=person)
    found = [
        _("{person} leads {unit}, which stands above the unit of the matter.").format(person=person, unit=one.unit)
        for one in own.filter(Q(unit__in=line), role=Role.LEADER).select_related("unit")
    ]
    shared = own.filter(unit__memberships__user=case.applicant_id).select_related("unit").distinct()
    names = sorted({str(one.unit) for one in shared})
    if names:
        words = _("{person} and the applicant both belong to {units}.")
        found.append(words.format(person=person, units="、".join(names)))
    parties = f"{case.applicant_name}\n{case.concerned}"
    if person.name and person.name in parties:
        found.append(_("{person} bears the name of a person whom the case is about.").format(person=person))
    return found
