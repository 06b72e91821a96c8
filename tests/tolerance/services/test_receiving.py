"""An applicant confirms that a letter of outcome came: once, dated, on record; it moves no limit and blocks nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance import services
from tolerance.models import Letter
from tolerance.workflow import CodeHolder

ON = FILED_ON + timedelta(days=3)


def test_only_the_applicant_confirms_a_letter_of_outcome_and_once(organisation: Organisation, cast: Cast) -> None:
    case = case_in("notified", organisation, cast)
    letter, other = case.letters.get(kind="decision"), case.letters.get(kind="acceptance")
    for actor in (cast.leader, cast.secretary, cast.chair, cast.system_admin, CodeHolder()):
        with pytest.raises(PermissionDenied):
            services.confirm_receipt(actor=actor, letter=letter, on=ON)
    with pytest.raises(services.RefusedError):
        services.confirm_receipt(actor=cast.applicant, letter=other, on=ON)
    before = (case.state, case.state_on, case.due_on)
    for day in (ON, ON + timedelta(days=9)):
        services.confirm_receipt(actor=cast.applicant, letter=letter, on=day)
    letter.refresh_from_db()
    case.refresh_from_db()
    lines = [(one.on, one.actor, one.right, one.detail) for one in case.events.filter(target="received")]
    assert (letter.received_on, (case.state, case.state_on, case.due_on)) == (ON, before)
    assert lines == [(ON, cast.applicant, "applicant", letter.number)]
    assert [(one.actor, one.detail) for one in AuditEntry.objects.filter(act="case.received")] == [
        ("applicant", {"letter": letter.number})
    ]
    # The time for a review runs from the day of the letter, which says its last day.
    assert letter.data["review_until"] == "2026年4月1日"
    assert services.finalise_due_cases(on=date(2026, 4, 1)) == 0
    assert services.finalise_due_cases(on=date(2026, 4, 2)) == 1
    for changes in ({"kind": "correction"}, {"received_on": FILED_ON - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**changes)


def test_the_page_offers_it_to_the_applicant_and_shows_it_to_staff(organisation: Organisation, cast: Cast) -> None:
    case = case_in("notified", organisation, cast)
    letter = case.letters.get(kind="decision")
    page, press = reverse("case", args=[case.pk]), reverse("letter_received", args=[case.pk, letter.pk])
    applicant, staff = Client(), Client()
    applicant.force_login(cast.applicant)
    staff.force_login(cast.secretary)
    assert (press in applicant.get(page).content.decode(), press in staff.get(page).content.decode()) == (True, False)
    assert "尚未签收" in staff.get(page).content.decode()
    assert staff.post(press).status_code == 403
    assert "已登记您签收" in applicant.post(press, follow=True).content.decode()
    shown = staff.get(page).content.decode()
    assert ("日签收" in shown, "申请人已签收文书" in shown, press in applicant.get(page).content.decode()) == (
        True, True, False,
    )  # fmt: skip
    other = reverse("letter_received", args=[case.pk, case.letters.get(kind="acceptance").pk])
    assert "只有载明结果的文书" in applicant.post(other, follow=True).content.decode()
