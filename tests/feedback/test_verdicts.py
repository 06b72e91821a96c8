import re
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import AuditEntry
from feedback import receipts, verdicts
from feedback.models import PooledEntry, Problem, Report, Verdict
from feedback.services import give_verdict, release_due
from feedback.services.judging import pass_day
from feedback.services.reply import UnknownReceiptError
from feedback.services.verdicts import NothingToJudgeError
from feedback.services.withdraw import withdraw_report
from feedback.verdicts import Tally, outcome
from feedback.workflow import move
from search.models import DirtyMark
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report

DAY = date(2026, 3, 2)


def judged(organisation: Organisation, count: int, state: str = "implemented") -> tuple[Problem, list[str]]:
    """Return a problem in `state` with `count` reports, and their receipts."""
    found = problem(organisation.county, state=state, owner_unit=organisation.county)
    found.events.create(on=DAY, act="implemented")
    made = [receipts.new() for _ in range(count)]
    for receipt in made:
        report(organisation.county, state="triaged", problem=found, receipt_digest=receipts.digest(receipt))
    return found, made


def say(made: list[str], *values: str) -> None:
    for receipt, value in zip(made, values, strict=False):
        give_verdict(receipt=receipt, value=value, today=DAY)


def release() -> int:
    return release_due(today=DAY + timedelta(days=30))


def state_of(found: Problem) -> str:
    found.refresh_from_db()
    return found.state


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    said = [draw(st.integers(0, 6)) for _ in range(4)]
    return Tally(sum(said) + draw(st.integers(0, 6)), *said)


@given(tallies())
def test_a_fix_counts_by_three_or_by_all_and_never_against_as_many(tally: Tally) -> None:
    by_three = tally.fixed >= 3 and tally.fixed > tally.not_fixed + tally.came_back
    by_all = tally.reports in {1, 2} and tally.fixed == tally.reports
    against = tally.not_fixed + tally.came_back
    silent = tally.reports - tally.fixed - tally.partly - against
    reopens = against >= tally.fixed and (against >= 3 or (against >= 1 and silent == 0))
    expected = "confirmed" if by_three or by_all else "reopened" if reopens else None
    assert outcome("implemented", tally) == expected
    assert not ((by_three or by_all) and reopens)


@given(tallies())
def test_what_came_back_ends_a_watch_and_moves_nothing_else(tally: Tally) -> None:
    assert outcome("watched", tally) == ("rebounded" if tally.came_back else None)
    others = set(Problem.State.values) - {"watched", "implemented"}
    assert {outcome(state, tally) for state in others} == {None}


@given(tallies(), st.sampled_from(["fixed", "not_fixed"]))
def test_one_more_voice_never_works_against_itself(tally: Tally, value: str) -> None:
    more = Tally(
        tally.reports + 1, tally.fixed + (value == "fixed"), tally.partly,
        tally.not_fixed + (value == "not_fixed"), tally.came_back,
    )  # fmt: skip
    opposite = {"fixed": "reopened", "not_fixed": "confirmed"}[value]
    # With more than two reports: a third report ends the rule for fewer than three.
    if tally.reports > 2 and outcome("implemented", tally) != opposite:
        assert outcome("implemented", more) != opposite


@pytest.mark.parametrize(
    ("count", "values", "state"),
    [
        (4, ["fixed", "fixed"], "implemented"),
        (4, ["fixed", "fixed", "fixed"], "confirmed"),
        (4, ["fixed", "fixed", "fixed", "not_fixed"], "confirmed"),
        (6, ["fixed", "fixed", "fixed", "not_fixed", "not_fixed", "not_fixed"], "reopened"),
        (4, ["not_fixed", "not_fixed"], "implemented"),
        (1, ["fixed"], "confirmed"),
        (1, ["not_fixed"], "reopened"),
        (2, ["fixed", "partly"], "implemented"),
        (2, ["fixed", "not_fixed"], "reopened"),
    ],
)
def test_verdicts_move_a_problem_with_their_batch(
    organisation: Organisation, settings: Settings, count: int, values: list[str], state: str
) -> None:
    settings.POOL_BATCH = 99
    found, made = judged(organisation, count)
    say(made, *values)
    assert (state_of(found), Verdict.objects.count(), release_due(today=DAY)) == ("implemented", 0, 0)
    assert (release(), state_of(found), Verdict.objects.count()) == (len(values), state, len(values))
    assert (release(), PooledEntry.objects.count()) == (0, 0)
    assert set(found.events.filter(act=state).exclude(act="implemented").values_list("actor", "detail")) <= {(None, "")}


def test_giving_a_verdict_leaves_a_sealed_row_and_nothing_else(organisation: Organisation) -> None:
    found, made = judged(organisation, 3)
    events = found.events.count()
    say(made, "fixed")
    assert (found.events.count(), AuditEntry.objects.count(), DirtyMark.objects.count()) == (events, 0, 0)
    entry = PooledEntry.objects.get()
    assert (entry.kind, entry.release_by > DAY, b"fixed" in bytes(entry.sealed)) == ("verdict", True, False)
    assert str(found.pk) not in entry.once
    assert set(forms.models.fields_for_model(Verdict)) == {"report", "problem", "round", "value"}


def test_a_later_verdict_replaces_the_earlier_one(organisation: Organisation) -> None:
    _, made = judged(organisation, 5)
    say(made, "fixed")
    say(made, "partly")
    assert PooledEntry.objects.count() == 1
    release()
    assert list(Verdict.objects.values_list("value", "round")) == [("partly", 1)]
    say(made, "not_fixed")
    release()
    assert list(Verdict.objects.values_list("value", "round")) == [("not_fixed", 1)]


_STEPS = st.sampled_from([(who, value) for who in (0, 1) for value in Verdict.Value.values[:3]] + [None])


@given(steps=st.lists(_STEPS, max_size=12))
@limits(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_leaves_what_each_reporter_said_last(
    organisation: Organisation, steps: list[tuple[int, str] | None]
) -> None:
    Report.objects.all().delete()
    found, made = judged(organisation, 5)  # two voices of five decide nothing, so that the round goes on
    last: dict[str, str] = {}
    for step in [*steps, None]:
        if step is None:
            waiting = PooledEntry.objects.count()
            assert (release(), PooledEntry.objects.count()) == (waiting, 0)
        else:
            say([made[step[0]]], step[1])
            last[receipts.digest(made[step[0]])] = step[1]
    assert dict(Verdict.objects.values_list("report__receipt_digest", "value")) == last
    assert state_of(found) == "implemented"


def test_a_new_round_begins_with_the_next_remedy(organisation: Organisation) -> None:
    found, made = judged(organisation, 1)
    say(made, "not_fixed")
    release()
    assert state_of(found) == "reopened"
    Problem.objects.update(state="implemented")
    found.events.create(on=DAY, act="implemented")
    assert verdicts.tally_of(found) == Tally(1)
    say(made, "fixed")
    release()
    assert (state_of(found), Verdict.objects.count()) == ("confirmed", 2)


def test_a_verdict_of_an_earlier_round_or_of_a_problem_left_behind_is_dropped(organisation: Organisation) -> None:
    found, made = judged(organisation, 2)
    say(made, "not_fixed", "not_fixed")
    found.events.create(on=DAY, act="implemented")
    assert (release(), Verdict.objects.count(), state_of(found)) == (2, 0, "implemented")
    say(made, "fixed", "fixed")
    Report.objects.update(state="released", problem=None)
    assert (release(), Verdict.objects.count()) == (2, 0)
    Report.objects.all().delete()
    assert release() == 0


def test_a_verdict_does_not_count_for_a_problem_that_the_report_moved_to(organisation: Organisation) -> None:
    found, made = judged(organisation, 1, "watched")
    say(made, "fixed")
    release()
    other, _ = judged(organisation, 0)
    Report.objects.update(problem=other)
    assert (verdicts.tally_of(found), verdicts.tally_of(other)) == (Tally(0), Tally(1))


def test_there_is_nothing_to_judge_outside_a_round(organisation: Organisation) -> None:
    with pytest.raises(UnknownReceiptError):
        give_verdict(receipt=receipts.new(), value="fixed", today=DAY)
    found, made = judged(organisation, 1)
    allowed = {
        "implemented": {"fixed", "partly", "not_fixed"}, "confirmed": {"fixed", "came_back"},
        "watched": {"fixed", "came_back"},
    }  # fmt: skip
    for state in Problem.State.values:
        Problem.objects.update(state=state, kept_reason="依法保留。", published=True, state_on=DAY)
        for value in [*Verdict.Value.values, "", "fixed "]:
            if value in allowed.get(state, set()):
                give_verdict(receipt=made[0], value=value, today=DAY)
            else:
                with pytest.raises(NothingToJudgeError):
                    give_verdict(receipt=made[0], value=value, today=DAY)
    assert found.verdicts.count() == 0


def test_a_watch_lasts_ninety_days_and_what_was_said_on_the_last_still_counts(organisation: Organisation) -> None:
    found, made = judged(organisation, 1, "confirmed")
    pass_day(today=DAY)
    assert state_of(found) == "watched"
    Problem.objects.update(state_on=DAY)
    last = DAY + timedelta(days=90)
    give_verdict(receipt=made[0], value="came_back", today=last)
    with pytest.raises(NothingToJudgeError):
        give_verdict(receipt=made[0], value="came_back", today=last + timedelta(days=1))
    for days in range(90, 95):
        pass_day(today=DAY + timedelta(days=days))
        assert state_of(found) == "watched"
    PooledEntry.objects.all().delete()
    pass_day(today=DAY + timedelta(days=95))
    assert (state_of(found), found.events.filter(actor=None, act="settled").count()) == ("settled", 1)


def test_what_came_back_reopens(organisation: Organisation, cast: Cast) -> None:
    found, made = judged(organisation, 12, "watched")
    say(made, "came_back")
    release()
    assert state_of(found) == "rebounded"
    pass_day(today=DAY + timedelta(days=200))
    assert state_of(found) == "rebounded"
    move(found, "assigned", actor=cast.leader)


def test_what_came_back_before_the_watch_began_reopens_on_its_first_day(organisation: Organisation) -> None:
    found, made = judged(organisation, 1, "confirmed")
    say(made, "came_back")
    release()
    assert state_of(found) == "confirmed"
    pass_day(today=DAY)
    assert state_of(found) == "rebounded"


def test_the_day_counts_anew_where_reports_have_left(organisation: Organisation) -> None:
    found, made = judged(organisation, 2)
    say(made, "not_fixed")
    release()
    assert state_of(found) == "implemented"
    Report.objects.exclude(receipt_digest=receipts.digest(made[0])).delete()
    pass_day(today=DAY)
    assert (state_of(found), DirtyMark.objects.filter(kind="problem", key=str(found.pk)).count()) == ("reopened", 1)


def test_a_withdrawn_report_has_no_voice(organisation: Organisation) -> None:
    found, made = judged(organisation, 3)
    say(made, "not_fixed", "fixed", "fixed")
    release()
    assert state_of(found) == "implemented"
    withdraw_report(receipt=made[0])
    assert verdicts.tally_of(found) == Tally(2, fixed=2)
    with pytest.raises(UnknownReceiptError):
        give_verdict(receipt=made[0], value="fixed", today=DAY)
    pass_day(today=DAY)
    assert state_of(found) == "confirmed"


def test_no_user_takes_the_reporters_steps(organisation: Organisation, cast: Cast) -> None:
    found, _ = judged(organisation, 1)
    with pytest.raises(PermissionDenied):
        move(found, "confirmed", actor=cast.leader)


def test_staff_see_no_count_of_verdicts(organisation: Organisation, cast: Cast, client: Client) -> None:
    found, made = judged(organisation, 30)
    say(made, *["fixed"] * 14, *["not_fixed"] * 12)
    release()
    for user in (cast.handler, cast.leader, cast.superior):
        client.force_login(user)
        page = client.get(reverse("problem_detail", args=[found.pk])).content.decode()
        assert not re.search(r"\b(14|12|26)\b", re.sub(r"<svg.*?</svg>|<[^>]+>|[0-9]+-[0-9]+-[0-9]+", " ", page))


@pytest.mark.parametrize("wrong", [{"round": 0}, {"value": "gone"}])
def test_the_database_refuses_a_wrong_verdict(organisation: Organisation, wrong: dict[str, object]) -> None:
    found, _ = judged(organisation, 1)
    row = {"problem": found, "report": Report.objects.get(), "round": 1, "value": "fixed"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(**{**row, **wrong})
    Verdict.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(**row)
