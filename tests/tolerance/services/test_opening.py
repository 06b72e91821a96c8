"""Who of the staff opened which case is on record; that the applicant did is not."""

from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tolerance.models import Letter


def test_opening_a_case_and_a_letter_is_on_record(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    letter = Letter.objects.get()
    last = AuditEntry.objects.count()
    for user in (cast.leader, cast.outsider, cast.audit_admin, cast.applicant):
        client = Client()
        client.force_login(user)
        client.get(reverse("case", args=[case.pk]))
        if user != cast.applicant:
            client.get(reverse("letter_pdf", args=[case.pk, letter.pk]))
    trail = AuditEntry.objects.filter(number__gt=last).values_list("actor", "act", "subject", "detail")
    assert list(trail) == [
        ("leader", "case.open", f"case:{case.pk}", {}),
        ("leader", "case.letter", f"case:{case.pk}", {"letter": letter.number}),
    ]
