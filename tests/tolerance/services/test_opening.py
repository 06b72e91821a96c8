"""Who of the staff opened which case is on record; that the applicant did is not."""

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEntry
from tests.cast import Cast, Organisation
from tests.tolerance.services.test_prefiling import planned
from tests.tolerance.views.test_by_code import FOLLOW, _filed
from tests.tolerance.walk import case_in
from tolerance.models import Letter
from tolerance.services.prefiling import file_in_advance


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


def test_each_page_that_shows_a_case_writes_one_line_and_for_the_applicant_none(
    organisation: Organisation, cast: Cast
) -> None:
    case = case_in("verifying", organisation, cast)
    announced = file_in_advance(actor=cast.applicant, planned=planned(organisation))
    last = AuditEntry.objects.count()
    opened = [
        ("verifier", "case", case, "case.open"), ("verifier", "case_findings", case, "case.open"),
        ("secretary", "case_recusal", case, "case.open"), ("leader", "case_lesson", case, "case.open"),
        ("intake", "prefiling", announced, "case.prefiling_open"), ("applicant", "case", case, ""),
        ("applicant", "case_recusal", case, ""), ("applicant", "prefiling", announced, ""),
        ("outsider", "case", case, ""), ("outsider", "prefiling", announced, ""), ("audit_admin", "case", case, ""),
    ]  # fmt: skip
    client = Client()
    for role, address, of, _act in opened:
        client.force_login(getattr(cast, role))
        client.get(reverse(address, args=[of.pk]))
    # What is sent and comes back with a mistake was opened before.
    client.force_login(cast.leader)
    client.post(reverse("case_step", args=[case.pk, "suspended"]), {})
    trail = AuditEntry.objects.filter(number__gt=last).values_list("actor", "act", "subject")
    kinds = {case.pk: "case", announced.pk: "prefiling"}
    assert list(trail) == [(role, act, f"{kinds[of.pk]}:{of.pk}") for role, _address, of, act in opened if act]


def test_who_has_a_case_code_leaves_no_line(organisation: Organisation, cast: Cast, settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0
    client, code = _filed(organisation)
    last = AuditEntry.objects.count()
    assert client.post(FOLLOW, {"code": code}).status_code == 200
    assert AuditEntry.objects.count() == last
