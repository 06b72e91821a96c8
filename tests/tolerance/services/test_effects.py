"""What a recognised case must not touch: who is told, with what, and that somebody looks whether it was honoured."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

import tolerance
from accounts.models import AuditEntry
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tolerance import services
from tolerance.access import get_letter_for
from tolerance.effects import checks_of, may_notify, reminders_for
from tolerance.letters import check_code
from tolerance.models import Case, EffectCheck, Letter
from tolerance.services.effects import Told
from tolerance.terms import EFFECTS
from tolerance.verifying import verify
from tolerance.workflow import OvertakenError

SENT, NEXT = date(2026, 4, 3), date(2026, 12, 30)
OFFICE = "中共清源县委组织部"
STAFF = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
    "applicant", "issuer", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip


@pytest.fixture
def case(organisation: Organisation, cast: Cast) -> Case:
    return case_in("final", organisation, cast)


def _send(case: Case, cast: Cast, *evaluations: str, due_on: date = NEXT, office: str = OFFICE) -> Letter:
    told = Told(office, evaluations, due_on)
    return services.send_effect_notice(actor=cast.secretary, case=case, told=told, on=SENT)


def test_codes_are_those_of_the_file() -> None:
    rows = json.loads((Path(tolerance.__file__).parent / "outcomes.json").read_text("utf-8"))["effects_not_affected"]
    assert [one.code for one in EFFECTS] == [row[0] for row in rows] == EffectCheck.Evaluation.values


def test_evaluators_are_told_and_it_is_checked_after_the_next_day(case: Case, cast: Cast) -> None:
    letter = _send(case, cast, "annual", "promotion")
    assert letter.number == "容错告〔2026〕1号"
    names = ("addressee", "person", "outcome", "evaluations", "due_on", "case_title", "case_number")
    assert [letter.data[name] for name in names] == [
        OFFICE, "Applicant", "免责（不予或免予追究）", "提拔任用；平时、年度、任期考核", "2026年12月30日", "",
        case.number,
    ]  # fmt: skip
    assert verify(letter.number, check_code(letter.sha256)).kind == str(Letter.Kind.EFFECT.label)
    assert get_letter_for(cast.applicant, case.pk, letter.pk) == letter
    promotion, annual = checks_of(case).order_by("evaluation").reverse()
    assert [(one.check.evaluation, one.due) for one in reminders_for(cast.secretary, date(2026, 12, 29))] == [
        ("promotion", False), ("annual", False),
    ]  # fmt: skip
    assert [one.due for one in reminders_for(cast.secretary, NEXT)] == [True, True]
    assert [one for one in STAFF if reminders_for(getattr(cast, one), NEXT)] == ["secretary"]
    services.record_effect_check(actor=cast.secretary, check=annual, honoured=True, on=NEXT)
    words = "评优时被以此为由排除，已发函更正，11月5日恢复资格。"
    services.record_effect_check(actor=cast.secretary, check=promotion, honoured=False, words=words, on=SENT)
    assert list(checks_of(case).order_by("evaluation").values_list("result", "words", "checked_by", "checked_on")) == [
        ("honoured", "", cast.secretary.pk, NEXT), ("broken", words, cast.secretary.pk, SENT),
    ]  # fmt: skip
    assert reminders_for(cast.secretary, NEXT) == []
    with pytest.raises(OvertakenError):
        services.record_effect_check(actor=cast.secretary, check=annual, honoured=True, on=NEXT)
    trail = AuditEntry.objects.filter(act__startswith="case.effect").values_list("actor", "act")
    assert list(trail) == [("secretary", "case.effect_notice"), *[("secretary", "case.effect_checked")] * 2]


def test_what_cannot_be_told_or_checked_is_refused(case: Case, cast: Cast) -> None:
    assert [one for one in STAFF if may_notify(getattr(cast, one), case)] == ["secretary"]
    for evaluations, due_on, office in (
        ((), NEXT, OFFICE), (("salary",), NEXT, OFFICE), (("annual",), date(2026, 4, 2), OFFICE),
        (("annual",), NEXT, " "),
    ):  # fmt: skip
        with pytest.raises(services.RefusedError):
            _send(case, cast, *evaluations, due_on=due_on, office=office)
    _send(case, cast, "annual")
    check = EffectCheck.objects.get()
    for honoured, words, on in ((True, "", date(2026, 12, 29)), (False, " ", NEXT)):
        with pytest.raises(services.RefusedError):
            services.record_effect_check(actor=cast.secretary, check=check, honoured=honoured, words=words, on=on)
    with pytest.raises(PermissionDenied):
        services.record_effect_check(actor=cast.leader, check=check, honoured=True, on=NEXT)
    for change in ({"result": "broken"}, {"words": "-"}, {"evaluation": "salary"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EffectCheck.objects.filter(pk=check.pk).update(**change)
    # Neither what was not tolerated nor what a review may still change has effects.
    for columns in ({"outcome": "not_tolerated"}, {"outcome": "waive", "state": "notified"}):
        Case.objects.filter(pk=case.pk).update(**columns)
        case.refresh_from_db()
        with pytest.raises(PermissionDenied):
            _send(case, cast, "annual")


def test_pages_tell_check_and_remind(case: Case, cast: Cast) -> None:
    page, client = reverse("case_effects", args=[case.pk]), Client()
    client.force_login(cast.secretary)
    assert page in client.get(reverse("case", args=[case.pk])).content.decode()
    assert client.post(page, {"office": OFFICE, "due_on": "2099-12-30", "evaluations": ["annual"]}).status_code == 302
    for address in ("work", "effects_due"):
        shown = client.get(reverse(address)).content.decode()
        assert (page in shown, "2099年12月30日" in shown) == (True, True), address
    check = reverse("case_effect_check", args=[case.pk, EffectCheck.objects.get().pk])
    client.force_login(cast.applicant)
    assert check not in client.get(page).content.decode()
    assert client.post(page, {"office": "-", "due_on": "2099-12-30", "evaluations": ["annual"]}).status_code == 403
    with pytest.raises(Http404):
        get_letter_for(cast.outsider, case.pk, Letter.objects.get(kind="effect").pk)
