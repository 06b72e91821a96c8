"""The whole table, walked for every state, target and role; and two who race."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership, User
from accounts.permissions import TABLE as RIGHTS
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, complete, reviewers
from tolerance.models import Case, CriteriaSet, Seat
from tolerance.procedure import ROWS
from tolerance.workflow import (
    AFTER_DECISION,
    SEATS,
    STEPS,
    TABLE,
    IllegalMoveError,
    OvertakenError,
    due_on,
    may_take,
    move,
    step_to,
    steps_for,
)

ROLES = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
    "applicant", "reviewer", "system_admin", "security_admin", "audit_admin", "system",
)  # fmt: skip
# Who holds each right in the cast; written here anew, so that the table in code is checked and not copied.
HOLDERS = {
    "applicant": {"applicant"},
    "system": {"system"},
    "case.intake": {"intake"},
    "case.appoint": {"secretary"},
    "case.notify": {"secretary"},
    "case.verify": {"verifier"},
    "case.convene": {"chair"},
    "case.decide": {"panel_member", "chair"},  # for the review, its reviewers
    "case.lead": {"leader"},
}
TODAY = date(2026, 3, 9)
TARGETS = [*Case.State.values, "correcting", "corrected", "followed_up"]


def test_table_has_27_transitions_and_names_only_known_states() -> None:
    assert len(ROWS) == 27
    assert {step.target for step in STEPS} <= set(TARGETS)
    assert {step.source for step in STEPS} <= {"", *TARGETS}
    assert {step.right for step in STEPS} <= {*RIGHTS, "applicant", "system"}
    assert {step.seat for step in STEPS} == {None, "none", *SEATS}


def test_every_state_but_the_ends_leads_somewhere() -> None:
    ends = set(TARGETS) - {step.source for step in STEPS}
    assert ends == {
        "not_accepted", "transferred", "clarified", "published", "closed", "withdrawn", "followed_up",
    }  # fmt: skip


def _placed(case: Case, state: str) -> Case:
    """Put the case into any state, by hand, with the columns the constraints ask for."""
    columns: dict[str, object] = {"state": state, "correction": ""}
    if state in {"correcting", "corrected", "followed_up"}:
        columns = {"state": "notified", "correction": state}
    if state not in {"draft", "withdrawn"}:
        columns |= {"outcome": "waive", "reason": "-", "authority": "decision", "decided_on": TODAY}
    Case.objects.filter(pk=case.pk).update(**columns)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def seated(organisation: Organisation, cast: Cast) -> Case:
    case = case_in("submitted", organisation, cast)
    sitting = {
        "verifier": [cast.verifier, cast.second_verifier],
        "member": [cast.panel_member, cast.second_panel_member],
        "chair": [cast.chair],
        "reviewer": reviewers(organisation),
    }
    for part, people in sitting.items():
        Seat.objects.bulk_create(Seat(case=case, user=user, part=part, since=TODAY) for user in people)
        complete(case, people, "waive")
    return case


def _user(cast: Cast, role: str) -> User | None:
    if role == "reviewer":
        return User.objects.get(username="reviewer1")
    return None if role == "system" else getattr(cast, role)


def _expected(source: str, target: str, role: str) -> str:
    """Return what must happen, from the rows of the data alone."""
    led = [(row, {row["to"], row.get("rebound", {}).get("to")}) for row in ROWS if source in row["from"]]
    rows = [row for row, targets in led if target in targets]
    if not rows:
        return "illegal"
    holders = HOLDERS[rows[0]["right"]] | ({"system"} if source in rows[0].get("lapses", ()) else set())
    if rows[0]["seat"] == "review":
        holders = {"reviewer"}
    return "done" if role in holders else "denied"


@pytest.mark.parametrize("source", TARGETS)
def test_every_state_target_and_role(source: str, seated: Case, cast: Cast) -> None:
    for target in TARGETS:
        for role in ROLES:
            case = _placed(seated, source)
            expected = _expected(source, target, role)
            if target == "correcting" and source in AFTER_DECISION:
                expected = "done" if role == "secretary" else "denied"
            if source in {"correcting", "corrected", "followed_up"} and target in Case.State.values:
                # The correction leaves the case's own track as it is.
                expected = _expected("notified", target, role)
            try:
                move(case, target, actor=_user(cast, role), on=TODAY)
                got = "done"
            except IllegalMoveError:
                got = "illegal"
            except PermissionDenied:
                got = "denied"
            assert got == expected, (source, target, role)
            if got == "done":
                assert target in {case.state, case.correction}
                case.events.all().delete()


def test_steps_for_offers_exactly_what_may_be_taken(seated: Case, cast: Cast) -> None:
    for state in Case.State.values:
        case = _placed(seated, state)
        for role in ROLES[:-1]:
            user = _user(cast, role)
            assert user
            offered = {step.target for step in steps_for(user, case)}
            rows = {target for target in TARGETS if _expected(state, target, role) == "done"}
            if state in AFTER_DECISION and role == "secretary":
                rows.add("correcting")
            assert offered == rows, (state, role)


def test_of_two_who_race_one_wins_and_the_other_is_told(seated: Case, cast: Cast) -> None:
    first, second = Case.objects.get(pk=seated.pk), Case.objects.get(pk=seated.pk)
    move(first, "accepted", actor=cast.intake, on=TODAY)
    with pytest.raises(OvertakenError):
        move(second, "not_accepted", actor=cast.intake, on=TODAY)
    assert Case.objects.get(pk=seated.pk).state == "accepted"
    assert [event.target for event in seated.events.all()] == ["draft", "submitted", "accepted"]


def test_two_who_order_a_correction_are_told_apart(seated: Case, cast: Cast) -> None:
    first = _placed(seated, "decided")
    second = Case.objects.get(pk=seated.pk)
    move(first, "correcting", actor=cast.secretary, on=TODAY)
    with pytest.raises(OvertakenError):
        move(second, "correcting", actor=cast.secretary, on=TODAY)


def test_applicants_with_rights_take_no_official_step_of_their_own_case(seated: Case, cast: Cast) -> None:
    Case.objects.filter(pk=seated.pk).update(applicant=cast.intake)
    case = Case.objects.get(pk=seated.pk)
    assert not may_take(cast.intake, step_to(case, "accepted"), case)
    assert [step.target for step in steps_for(cast.intake, case)] == ["withdrawn"]


def test_review_is_for_its_reviewers_and_an_appeal_for_those_without_a_seat(seated: Case, cast: Cast) -> None:
    case = _placed(seated, "review_requested")
    assert may_take(User.objects.get(username="reviewer2"), TABLE["review_requested", "reviewed"], case)
    assert not may_take(cast.panel_member, TABLE["review_requested", "reviewed"], case)
    assert may_take(cast.leader, TABLE["appealed", "appeal_decided"], case)
    Membership.objects.create(user=cast.panel_member, unit=cast.leader.memberships.get().unit, role="leader")
    assert not may_take(cast.panel_member, TABLE["appealed", "appeal_decided"], case)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "on", "due"),
    [
        ("draft", date(2026, 3, 2), None),
        ("submitted", date(2026, 3, 2), date(2026, 3, 9)),
        ("supplement", date(2026, 3, 2), date(2026, 3, 16)),
        ("submitted", date(2026, 9, 29), date(2026, 10, 12)),
        ("verifying", date(2026, 3, 2), date(2026, 3, 30)),
        ("decided", date(2026, 3, 2), date(2026, 3, 9)),
        ("notified", date(2026, 3, 2), date(2026, 4, 1)),
        ("appealed", date(2026, 3, 2), date(2026, 5, 1)),
        ("correcting", date(2026, 3, 2), date(2026, 4, 14)),
        ("final", date(2026, 3, 2), None),
        ("closed", date(2026, 3, 2), None),
    ],
)
def test_due_on_counts_in_the_unit_of_the_table(state: str, on: date, due: date | None) -> None:
    assert due_on(state, on) == due


@pytest.mark.django_db
def test_due_on_is_unknown_beyond_the_published_calendar() -> None:
    assert due_on("submitted", date(2030, 3, 2)) is None


def test_criteria_are_frozen_at_submission(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    assert (case.criteria_set, case.number) == (None, None)
    assert case_in("submitted", organisation, cast).criteria_set == CriteriaSet.objects.get(version="2026-1")
