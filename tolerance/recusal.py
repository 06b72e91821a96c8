"""Who may not sit on a case; owns the rule that always holds: not the applicant, nobody of the matter's own unit."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import holders
from tolerance.models import Case


def eligible(case: Case, right: str) -> QuerySet[User]:
    """Return those who hold `right` over the case's unit, are not recused and have no seat in the case yet."""
    return (
        User.objects.filter(pk__in=holders(right, case.unit))
        .exclude(pk__in=[case.applicant_id] if case.applicant_id else [])
        .exclude(memberships__unit=case.unit_id)
        .exclude(pk__in=case.seats.values("user_id"))
        .order_by("name", "pk")
    )
