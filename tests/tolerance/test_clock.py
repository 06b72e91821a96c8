"""The clock stands still while more is asked for or other proceedings are under way, and goes on with what was left."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tolerance import services
from tolerance.access import visible_cases
from tolerance.services.ending import LAPSED
from tolerance.waiting import waiting_for
from tolerance.workflow import IllegalMoveError, OvertakenError, move

# Submitted on Monday 2 March 2026 with five working days, so due on Monday 9 March.
AGAIN = date(2026, 5, 13)
ASKED, SENT = date(2026, 3, 4), date(2026, 3, 13)


def test_supplement_pauses_the_clock(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    services.ask_supplement(actor=cast.intake, case=case, reason="缺登记表。", on=ASKED)
    assert (case.due_on, case.days_left) == (date(2026, 3, 18), 3)
    services.submit_case(actor=cast.applicant, case=case, on=SENT)
    # Three working days were left on the day of asking.
    assert (case.state, case.due_on, case.days_left) == ("submitted", date(2026, 3, 18), None)


def test_a_suspended_case_is_taken_up_where_it_stood(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    due = case.due_on
    services.suspend_case(actor=cast.leader, case=case, reason="司法程序进行中。", on=date(2026, 3, 27))
    assert (case.state, case.due_on, case.days_left, case.suspended_from) == ("suspended", AGAIN, 1, "verifying")
    assert due == date(2026, 3, 30)
    for target in ("accepted", "deliberating", "verified"):
        with pytest.raises(IllegalMoveError):
            move(case, target, actor=cast.leader, on=date(2026, 5, 11))
    # Thirty working days have passed: a lead looks at it again, and keeps it suspended once.
    assert visible_cases(cast.leader).filter(waiting_for(cast.leader)).get() == case
    with pytest.raises(PermissionDenied):
        services.keep_suspended(actor=cast.secretary, case=case, reason="尚未终结。")
    services.keep_suspended(actor=cast.leader, case=case, reason="司法程序尚未终结。", on=timezone.localdate())
    assert not visible_cases(cast.leader).filter(waiting_for(cast.leader)).exists()
    services.resume_case(actor=cast.leader, case=case, reason="司法程序已终结。", on=date(2026, 5, 11))
    assert (case.state, case.due_on, case.suspended_from) == ("verifying", date(2026, 5, 12), "")
    with pytest.raises(OvertakenError):
        services.keep_suspended(actor=cast.leader, case=case, reason="司法程序尚未终结。")


def test_a_case_paused_when_late_is_due_at_once(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    services.ask_supplement(actor=cast.intake, case=case, reason="缺登记表。", on=date(2026, 3, 20))
    services.submit_case(actor=cast.applicant, case=case, on=date(2026, 3, 24))
    assert case.due_on == date(2026, 3, 24)


def test_what_is_not_supplemented_by_its_day_is_taken_as_withdrawn(organisation: Organisation, cast: Cast) -> None:
    case, last_day, after = case_in("submitted", organisation, cast), date(2026, 3, 18), date(2026, 3, 19)
    services.ask_supplement(actor=cast.intake, case=case, reason="缺登记表。", on=ASKED)
    asked = services.ask_extension(
        actor=cast.applicant, case=case, phase="supplement", days=5, reason="住院中。", on=SENT
    )
    # Nothing lapses on the last day, nor while nobody has answered.
    assert [services.lapse_due_cases(on=day) for day in (last_day, after)] == [0, 0]
    services.answer_extension(actor=cast.leader, extension=asked, granted=False, words="可委托他人补正。", on=after)
    assert services.lapse_due_cases(on=after) == 1
    case.refresh_from_db()
    last = case.events.last()
    assert last
    assert (case.state, last.right, last.actor, last.detail) == ("withdrawn", "system", None, LAPSED)
