"""More time for a phase: who may ask and answer, once, and what the clock, the letter and the history say of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry, Membership, User
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance import services
from tolerance.extending import holds, running
from tolerance.models import Case, Extension
from tolerance.procedure import PHASES
from tolerance.services import by_code
from tolerance.waiting import waiting_for
from tolerance.workflow import CodeHolder, IllegalMoveError, OvertakenError, move

# Appointed on Monday 2 March 2026, so due on 30 March; ten working days more end on 14 April, after Qingming.
ASKED_ON, DUE, LATER = date(2026, 3, 25), date(2026, 3, 30), date(2026, 4, 14)
REASON = "需向两家银行调取流水，尚未回函。"
STAFF = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "second_verifier", "panel_member",
    "chair", "applicant", "issuer", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip


@pytest.fixture
def case(organisation: Organisation, cast: Cast) -> Case:
    return case_in("verifying", organisation, cast)


def _ask(actor: User, case: Case, phase: str = "verifying", days: int = 10, on: date = ASKED_ON) -> Extension:
    return services.ask_extension(actor=actor, case=case, phase=phase, days=days, reason=REASON, on=on)


def _answer(actor: User, extension: Extension, words: str = "", *, granted: bool = True) -> None:
    services.answer_extension(actor=actor, extension=extension, granted=granted, words=words, on=ASKED_ON)


def _second_lead(organisation: Organisation) -> User:
    user = User.objects.create_user("leader2", "correct-horse-battery", name="Leader2")
    Membership.objects.create(user=user, unit=organisation.county, role="leader")
    return user


def test_known_rules_give_half_of_the_limit() -> None:
    assert {name: PHASES[name].extension for name in ("verifying", "appealed", "correcting")} == {
        "verifying": 10, "appealed": 30, "correcting": 15,
    }  # fmt: skip


def test_a_limit_is_extended_once_and_clock_letter_history_and_trail_say_so(case: Case, cast: Cast) -> None:
    assert case.due_on == DUE
    asked = _ask(cast.verifier, case)
    assert list(Case.objects.filter(waiting_for(cast.leader))) == [case]
    _answer(cast.leader, asked)
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("verifying", LATER)
    assert not Case.objects.filter(waiting_for(cast.leader)).exists()
    last = case.events.last()
    assert last is not None
    assert (last.source, last.target, last.actor, last.right) == ("verifying", "extended", cast.leader, "case.lead")
    assert last.detail == f"2026-03-30 → 2026-04-14\n{REASON}"
    letter = case.letters.get(kind="extension")
    assert letter.number == "容错延〔2026〕1号"
    told = {name: letter.data[name] for name in ("phase", "due_before", "due_on", "longer", "reason", "cause")}
    assert told == {
        "phase": "核实", "due_before": "2026年3月30日", "due_on": "2026年4月14日", "longer": "10个工作日",
        "reason": REASON, "cause": "因办理需要",
    }  # fmt: skip
    trail = AuditEntry.objects.filter(act__startswith="case.ext").values_list("actor", "act", "detail")
    told_of = {"phase": "verifying", "days": "10"}
    assert list(trail) == [("verifier", "case.extension_asked", told_of), ("leader", "case.extended", told_of)]
    with pytest.raises(services.RefusedError):
        _ask(cast.second_verifier, case, days=1)


def test_only_who_holds_the_case_asks_and_only_another_lead_answers(
    case: Case, cast: Cast, organisation: Organisation
) -> None:
    asking = {role for role in STAFF if holds(getattr(cast, role), case, PHASES["verifying"])}
    assert asking == {"verifier", "second_verifier"}
    for role in set(STAFF) - asking:
        with pytest.raises(PermissionDenied):
            _ask(getattr(cast, role), case)
    with pytest.raises(IllegalMoveError):
        _ask(cast.chair, case, phase="deliberating")
    asked = _ask(cast.verifier, case)
    Membership.objects.create(user=cast.verifier, unit=organisation.county, role="leader")
    for role in set(STAFF) - {"leader"}:
        with pytest.raises(PermissionDenied):
            _answer(getattr(cast, role), asked)
    _answer(cast.leader, Extension.objects.get(pk=asked.pk))
    with pytest.raises(OvertakenError):
        _answer(_second_lead(organisation), asked)


def test_what_cannot_be_asked_or_answered_is_said(case: Case, cast: Cast) -> None:
    for days, on in ((0, ASKED_ON), (11, ASKED_ON), (5, date(2026, 3, 31))):
        with pytest.raises(services.RefusedError):
            _ask(cast.verifier, case, days=days, on=on)
    asked = _ask(cast.verifier, case, days=1, on=DUE)
    with pytest.raises(services.RefusedError):
        _answer(cast.leader, asked, granted=False)
    _answer(cast.leader, Extension.objects.get(pk=asked.pk), "材料已经够用。", granted=False)
    case.refresh_from_db()
    assert (case.due_on, case.letters.filter(kind="extension").count()) == (DUE, 0)
    # What was refused may be asked for better; two cannot be open at once, whatever the service thinks.
    again = _ask(cast.verifier, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=asked.pk).update(status="asked", decided_by=None, decided_on=None)
    services.suspend_case(actor=cast.leader, case=case, reason="司法程序进行中。", on=ASKED_ON)
    with pytest.raises(services.RefusedError):
        _answer(cast.leader, again)
    services.resume_case(actor=cast.leader, case=case, reason="已终结。", on=date(2026, 5, 11))
    _answer(cast.leader, Extension.objects.get(pk=again.pk))
    case.refresh_from_db()
    # Three working days were left on 25 March, and ten were granted on top.
    assert (case.state, case.due_on) == ("verifying", date(2026, 5, 28))
    assert [one.since.target for one in running(case)] == ["verifying"]
    with pytest.raises(services.RefusedError):
        _ask(cast.verifier, case, on=date(2026, 5, 12))


def test_each_phase_of_both_tracks_is_extended_and_no_letter_tells_of_a_decision(
    organisation: Organisation, cast: Cast
) -> None:
    case = case_in("decided", organisation, cast)
    _answer(cast.leader, _ask(cast.secretary, case, phase="decided", days=3, on=FILED_ON))
    # An applicant learns of the decision with its letter.
    assert case.letters.get(kind="extension").data["phase"] == "会商认定"
    services.order_correction(actor=cast.secretary, case=case, what="修订登记表。", on=FILED_ON)
    _answer(cast.leader, _ask(cast.applicant, case, phase="correcting", days=15, on=FILED_ON))
    case.refresh_from_db()
    assert (case.due_on, case.correction_due_on) == (date(2026, 3, 12), date(2026, 5, 8))
    assert case.letters.get(number="容错延〔2026〕2号").data["cause"] == "应你的申请"
    services.report_correction(actor=cast.applicant, case=case, report="已修订。", on=FILED_ON)
    _answer(cast.leader, _ask(cast.verifier, case, phase="corrected", days=30, on=FILED_ON))
    move(case, "notified", actor=cast.secretary, on=ASKED_ON)
    with pytest.raises(IllegalMoveError):
        _ask(cast.applicant, case, phase="notified", on=ASKED_ON)
    assert case.letters.filter(kind="extension").count() == 3


def test_who_has_a_case_code_asks_without_a_trace_of_the_time(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    Case.objects.filter(pk=case.pk).update(applicant=None, applicant_name="李某")
    case.refresh_from_db()
    services.ask_supplement(actor=cast.intake, case=case, reason="请补会议记录", on=FILED_ON)
    before = AuditEntry.objects.count()
    asked = services.ask_extension(
        actor=CodeHolder(), case=case, phase="supplement", days=5, reason="住院中。", on=FILED_ON
    )
    assert (asked.asked_by, AuditEntry.objects.count()) == (None, before)
    _answer(cast.leader, asked)
    case.refresh_from_db()
    assert (case.due_on, case.letters.get(kind="extension").data["phase"]) == (date(2026, 3, 23), "补正")
    by_code.act_by_code(case=case, target="submitted", words="已补。", on=FILED_ON)
    with pytest.raises(PermissionDenied):
        services.ask_extension(actor=CodeHolder(), case=case, phase="submitted", days=1, reason="-", on=FILED_ON)
