from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from feedback.models import Problem, Remedy, UnitLimits
from feedback.services.problems import (
    assign_problem,
    hand_back_problem,
    keep_problem,
    name_cause,
    publish_problem,
    unpublish_problem,
)
from feedback.services.remedies import implement_remedy, known_workday, promise_remedy
from feedback.workflow import StateConflict
from jobs.workdays import current_calendar
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem


def next_workday() -> date:
    day = timezone.localdate() + timedelta(days=1)
    while known_workday(day) is False:
        day += timedelta(days=1)
    return day


def promise(subject: Problem, cast: Cast, due_on: date | None = None, kind: str = "RM02") -> Remedy:
    return promise_remedy(
        problem=subject, kind=kind, what="三表并一表。", owner_unit=subject.unit, due_on=due_on or next_workday(),
        actor=cast.leader,
    )  # fmt: skip


def acts(subject: Problem) -> list[str]:
    return list(subject.events.values_list("act", flat=True))


def test_assign_and_hand_back(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, asked_by_unit=organisation.bureau)
    with pytest.raises(ValidationError):
        assign_problem(problem=subject, owner_unit=organisation.bureau, actor=cast.handler)
    assign_problem(problem=subject, owner_unit=organisation.town, actor=cast.handler)
    assert (subject.state, subject.owner_unit) == ("assigned", organisation.town)
    hand_back_problem(problem=subject, actor=cast.leader)
    subject.refresh_from_db()
    assert (subject.state, subject.owner_unit) == ("open", None)
    assert acts(subject) == ["assigned", "handed_back"]
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["problem.assign", "problem.hand_back"]


@pytest.mark.parametrize(
    ("low", "high", "field"),
    [(5, 5, "saves_high"), (9, 2, "saves_high"), (4, None, "saves_high"), (None, 4, "saves_low")],
)
def test_what_a_remedy_saves_is_a_range_or_nothing(
    organisation: Organisation, cast: Cast, low: int | None, high: int | None, field: str
) -> None:
    subject = problem(organisation.county, state="assigned")
    words: dict[str, Any] = {
        "kind": "RM02", "what": "并表。", "owner_unit": subject.unit, "due_on": next_workday(), "actor": cast.leader,
    }  # fmt: skip
    with pytest.raises(ValidationError) as refusal:
        promise_remedy(problem=subject, **words, saves_low=low, saves_high=high)
    assert list(refusal.value.message_dict) == [field]
    assert promise_remedy(problem=subject, **words, saves_low=0, saves_high=8).saves == (0, 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        subject.remedies.update(saves_low=low, saves_high=high)


def test_promise_remedy_moves_and_takes_further_ones(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, state="assigned")
    first = promise(subject, cast)
    second = promise(subject, cast, kind="RM04")
    subject.refresh_from_db()
    assert (subject.state, list(subject.remedies.all())) == ("promised", [first, second])
    assert acts(subject) == ["promised", "promised"]


def test_promise_remedy_is_the_leaders(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, state="assigned")
    for actor in (cast.handler, cast.superior, cast.outsider):
        with pytest.raises(PermissionDenied):
            promise_remedy(
                problem=subject, kind="RM01", what="取消。", owner_unit=subject.unit, due_on=next_workday(), actor=actor
            )


def test_promise_remedy_wants_a_working_day_to_come(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, state="assigned")
    today = timezone.localdate()
    saturday = today + timedelta(days=1 + (4 - today.weekday()) % 7 + 70)
    rest = next(day for day in (saturday + timedelta(days=n) for n in range(-80, 80)) if known_workday(day) is False)
    for day in (today, max(today, rest)):
        with pytest.raises(ValidationError) as caught:
            promise(subject, cast, day)
        assert list(caught.value.message_dict) == ["due_on"]
    with pytest.raises(ValidationError):
        promise(subject, cast, kind="RM99")
    assert known_workday(date(2026, 10, 1)) is False


def test_promise_remedy_into_a_year_not_known_is_bound_all_the_same(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, state="assigned")
    UnitLimits.objects.create(unit=organisation.county, implement=250)
    beyond = date(current_calendar().first_unknown(timezone.localdate().year), 1, 2)
    assert known_workday(beyond) is None
    with pytest.raises(ValidationError) as caught:
        promise(subject, cast, date(2099, 1, 1), kind="RM99")
    # What is wrong is told together, and not one fault after the other.
    assert sorted(caught.value.message_dict) == ["due_on", "kind"]
    assert (timezone.localdate() + timedelta(days=530)).isoformat() in caught.value.message_dict["due_on"][0]
    assert promise(subject, cast, beyond).due_on == beyond


def test_implement_remedy_ends_with_the_last_one(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, state="assigned")
    first, second = promise(subject, cast), promise(subject, cast)
    implement_remedy(remedy=first, actor=cast.handler)
    subject.refresh_from_db()
    assert subject.state == "promised"
    with pytest.raises(StateConflict):
        implement_remedy(remedy=first, actor=cast.handler)
    implement_remedy(remedy=second, actor=cast.leader)
    subject.refresh_from_db()
    assert subject.state == "implemented"
    assert acts(subject) == ["promised", "promised", "done", "implemented"]
    with pytest.raises(StateConflict):
        promise(subject, cast)


def test_promise_remedy_loses_against_the_last_one_carried_out(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county, state="assigned")
    remedy = promise(subject, cast)
    implement_remedy(remedy=remedy, actor=cast.leader)
    assert subject.state == "promised"
    with pytest.raises(StateConflict):
        promise(subject, cast)


def test_a_cause_is_named_changed_and_taken_back_by_those_who_assign(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county)
    for cause, actor in (("C24", cast.handler), ("C24", cast.handler), ("C12", cast.leader), ("", cast.leader)):
        name_cause(problem=subject, cause=cause, actor=actor)
        subject.refresh_from_db()
        assert subject.cause == cause
    entries = AuditEntry.objects.order_by("number").values_list("actor", "act", "detail")
    assert list(entries) == [
        (actor, "problem.cause", {"cause": cause})
        for actor, cause in (("handler", "C24"), ("leader", "C12"), ("leader", ""))
    ]
    with pytest.raises(ValidationError) as refusal:
        name_cause(problem=subject, cause="C99", actor=cast.handler)
    assert list(refusal.value.message_dict) == ["cause"]
    for actor in (cast.superior, cast.outsider):
        with pytest.raises(PermissionDenied):
            name_cause(problem=subject, cause="C11", actor=actor)


def test_keep_problem_publishes_its_reason_for_good(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county)
    with pytest.raises(PermissionDenied):
        keep_problem(problem=subject, reason="依法必须保留。", actor=cast.handler)
    keep_problem(problem=subject, reason="依法必须保留。", actor=cast.leader)
    subject.refresh_from_db()
    assert (subject.state, subject.published, subject.kept_reason) == ("kept", True, "依法必须保留。")
    with pytest.raises(StateConflict):
        unpublish_problem(problem=subject, actor=cast.leader)


def test_publish_and_unpublish_are_written_once(organisation: Organisation, cast: Cast) -> None:
    subject = problem(organisation.county)
    for _ in range(2):
        publish_problem(problem=subject, actor=cast.handler)
    assert Problem.objects.get().published is True
    unpublish_problem(problem=subject, actor=cast.leader)
    assert Problem.objects.get().published is False
    assert acts(subject) == ["published", "unpublished"]
    with pytest.raises(PermissionDenied):
        publish_problem(problem=subject, actor=cast.superior)
