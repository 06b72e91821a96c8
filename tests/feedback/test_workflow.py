import dataclasses
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from feedback.models import Problem, Report
from feedback.workflow import PROBLEM, REPORT, By, StateConflict, may_move, move
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report

# Who of the cast may take which step, written out by hand: the table in the code must agree with it. None: no account.
HANDLER, LEADER, BOTH, NOBODY = {"handler"}, {"leader"}, {"handler", "leader"}, {None}
REPORT_STEPS: dict[tuple[str, str], set[Any]] = {
    ("pooled", "released"): NOBODY,
    ("released", "triaged"): HANDLER,
    ("released", "declined"): HANDLER,
    ("triaged", "released"): HANDLER,
    ("released", "withdrawn"): NOBODY,
}
PROBLEM_STEPS: dict[tuple[str, str], set[Any]] = {
    ("open", "assigned"): BOTH,
    ("assigned", "open"): BOTH,
    ("assigned", "promised"): LEADER,
    ("promised", "implemented"): BOTH,
    ("implemented", "confirmed"): NOBODY,
    ("implemented", "reopened"): NOBODY,
    ("reopened", "assigned"): BOTH,
    ("reopened", "promised"): LEADER,
    ("confirmed", "watched"): NOBODY,
    ("watched", "rebounded"): NOBODY,
    ("watched", "settled"): NOBODY,
    ("rebounded", "assigned"): BOTH,
    ("rebounded", "promised"): LEADER,
    ("open", "kept"): LEADER,
    ("assigned", "kept"): LEADER,
    ("promised", "kept"): LEADER,
    ("reopened", "kept"): LEADER,
    ("rebounded", "kept"): LEADER,
}


def everyone(cast: Cast) -> dict[str | None, User | None]:
    return {**{field.name: getattr(cast, field.name) for field in dataclasses.fields(cast)}, None: None}


def attempt(subject: Report | Problem, to: str, actor: User | None, **changes: Any) -> str:
    before = subject.state
    try:
        move(subject, to, actor=actor, **changes)
    except StateConflict:
        outcome = "conflict"
    except PermissionDenied:
        outcome = "denied"
    else:
        outcome = "moved"
    type(subject).objects.filter(pk=subject.pk).update(state=before)
    subject.state = before
    return outcome


def expected(steps: dict[tuple[str, str], set[Any]], pair: tuple[str, str], who: str | None) -> str:
    if pair not in steps:
        return "conflict"
    return "moved" if who in steps[pair] else "denied"


@pytest.mark.parametrize("source", Report.State.values)
def test_move_of_a_report_follows_the_table_for_every_target_and_role(
    source: str, organisation: Organisation, cast: Cast
) -> None:
    subject = report(organisation.county, state=source, decline_reason="请走信访渠道。")
    found = {
        (to, who): attempt(subject, to, actor) for to in Report.State.values for who, actor in everyone(cast).items()
    }
    assert found == {(to, who): expected(REPORT_STEPS, (source, to), who) for to, who in found}


@pytest.mark.parametrize("source", Problem.State.values)
def test_move_of_a_problem_follows_the_table_for_every_target_and_role(
    source: str, organisation: Organisation, cast: Cast
) -> None:
    # Owner, reason and publication are set, so that every state satisfies the constraints of the database.
    subject = problem(
        organisation.county, state=source, owner_unit=organisation.county, kept_reason="依法保留。", published=True
    )
    found = {
        (to, who): attempt(subject, to, actor) for to in Problem.State.values for who, actor in everyone(cast).items()
    }
    assert found == {(to, who): expected(PROBLEM_STEPS, (source, to), who) for to, who in found}


@pytest.mark.parametrize(("table", "steps"), [(REPORT, REPORT_STEPS), (PROBLEM, PROBLEM_STEPS)])
def test_tables_hold_each_step_once(table: tuple[Any, ...], steps: dict[tuple[str, str], set[Any]]) -> None:
    assert [(line.source, line.target) for line in table] == list(steps)
    assert [isinstance(line.by, By) for line in table] == [who == NOBODY for who in steps.values()]


def test_move_loses_against_who_was_quicker(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.county)
    slow = Report.objects.get(pk=subject.pk)
    move(subject, "triaged", actor=cast.handler)
    with pytest.raises(StateConflict):
        move(slow, "declined", actor=cast.handler, decline_reason="请走信访渠道。")
    slow.refresh_from_db()
    assert (slow.state, slow.decline_reason) == ("triaged", "")


def test_move_writes_the_history_of_a_problem(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county)
    move(subject, "assigned", actor=cast.leader, note="县民政局", owner_unit=organisation.bureau)
    subject.refresh_from_db()
    assert (subject.state, subject.owner_unit) == ("assigned", organisation.bureau)
    assert list(subject.events.values_list("act", "actor", "detail")) == [("assigned", cast.leader.pk, "县民政局")]


def test_may_move_is_no_for_who_stands_under_the_unit_complained_of(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.other_town, asked_by_unit=organisation.county)
    assert may_move(cast.outsider, subject, "triaged") is False
    with pytest.raises(PermissionDenied):
        move(subject, "triaged", actor=cast.outsider)
