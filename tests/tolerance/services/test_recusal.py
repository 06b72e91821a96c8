"""Recusal: declared, objected, proposed; settled by one lead; replaced by lot; a body in question cannot act."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEntry, Membership, Role, User
from accounts.permissions import holders
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, complete, find, reviewers
from tolerance import services
from tolerance.judging import criteria_of
from tolerance.models import Case, Finding, Recusal, Seat, Vote
from tolerance.recusal import eligible
from tolerance.services.panel import Ruling
from tolerance.visibility import visible_recusals
from tolerance.workflow import OvertakenError

WAIVE = Ruling("waive", "decision", "理由充分。", departure="另有考虑。")


def _open(case: Case) -> Recusal:
    return case.recusals.get(status="open")


def test_a_body_in_question_cannot_act_until_a_lead_settles_it(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    find(case, cast.verifier, cast.second_verifier)
    services.object_to(actor=cast.applicant, case=case, person=cast.second_verifier, ground="与举报人有亲属关系。")
    with pytest.raises(services.RefusedError, match="Verifier2"):
        services.complete_verification(actor=cast.verifier, case=case)
    services.settle_recusal(actor=cast.leader, recusal=_open(case), upheld=False, reason="经查无亲属关系。")
    with pytest.raises(services.RefusedError):
        services.object_to(actor=cast.applicant, case=case, person=cast.second_verifier, ground="再次提出。")
    services.complete_verification(actor=cast.verifier, case=case)
    assert Case.objects.get().state == "verified"


def test_whoever_is_recused_is_replaced_by_lot_and_the_lot_is_on_record(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    others = reviewers(organisation)
    complete(case, [cast.chair, cast.panel_member, cast.second_panel_member], "waive")
    services.declare_recusal(actor=cast.panel_member, case=case, ground="申请人是我的表弟。")
    with pytest.raises(services.RefusedError, match="Panel"):
        services.decide(actor=cast.chair, case=case, ruling=WAIVE)
    services.settle_recusal(actor=cast.leader, recusal=_open(case), upheld=True, reason="应当回避。")
    question = case.recusals.get()
    drawn = question.replacement
    assert drawn in others
    assert question.drawn_from == ["reviewer1", "reviewer2", "reviewer3"]
    assert set(case.seats.filter(part="member").values_list("user", flat=True)) == {
        cast.second_panel_member.pk, drawn.pk if drawn else None,
    }  # fmt: skip
    entry = AuditEntry.objects.get(act="case.drawn")
    assert entry.detail == {"person": drawn.username if drawn else "", "out_of": "reviewer1 reviewer2 reviewer3"}
    with pytest.raises(services.RefusedError, match=str(drawn)):
        services.decide(actor=cast.chair, case=case, ruling=WAIVE)
    with pytest.raises(PermissionDenied):
        services.cast_vote(actor=cast.panel_member, case=case, outcome="not_tolerated")
    assert drawn
    complete(case, [drawn], "waive")
    services.decide(actor=cast.chair, case=case, ruling=WAIVE)
    assert not eligible(case, "case.decide").filter(pk=cast.panel_member.pk).exists()


def test_an_empty_seat_bars_the_panel_until_somebody_can_be_drawn(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    services.declare_recusal(actor=cast.chair, case=case, ground="参与过事前决策。")
    services.settle_recusal(actor=cast.leader, recusal=_open(case), upheld=True, reason="应当回避。")
    question = case.recusals.get()
    assert (question.replacement, case.seats.filter(part="chair").count()) == (None, 0)
    complete(case, [cast.panel_member, cast.second_panel_member], "waive")
    with pytest.raises(services.RefusedError):
        services.decide(actor=cast.panel_member, case=case, ruling=WAIVE)
    with pytest.raises(services.RefusedError):
        services.draw_replacement(actor=cast.secretary, recusal=question)
    with pytest.raises(PermissionDenied):
        services.draw_replacement(actor=cast.panel_member, recusal=question)
    reviewers(organisation)
    services.draw_replacement(actor=cast.secretary, recusal=question)
    assert case.seats.get(part="chair").user.username.startswith("reviewer")
    with pytest.raises(services.RefusedError):
        services.draw_replacement(actor=cast.secretary, recusal=question)


def test_the_system_proposes_those_of_the_chain_and_of_the_applicants_unit(
    organisation: Organisation, cast: Cast
) -> None:
    Membership.objects.create(user=cast.verifier, unit=organisation.county, role="leader")
    Membership.objects.create(user=cast.applicant, unit=organisation.bureau, role="handler")
    Membership.objects.create(user=cast.second_verifier, unit=organisation.bureau, role="handler")
    case = case_in("verifying", organisation, cast)
    proposed = {one.person: one.ground for one in case.recusals.filter(source="proposed", status="open")}
    assert set(proposed) == {cast.verifier, cast.second_verifier}
    assert "清源县" in proposed[cast.verifier]
    assert "县民政局" in proposed[cast.second_verifier]
    assert visible_recusals(cast.applicant, case) == []


def test_only_a_lead_who_is_not_involved_settles_and_of_two_one_wins(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    for user in (cast.verifier, cast.applicant):
        Membership.objects.create(user=user, unit=organisation.county, role="leader")
    services.object_to(actor=cast.applicant, case=case, person=cast.verifier, ground="有过节。")
    question = _open(case)
    second = Recusal.objects.get(pk=question.pk)
    for actor in (cast.verifier, cast.applicant, cast.secretary, cast.audit_admin):
        with pytest.raises(PermissionDenied):
            services.settle_recusal(actor=actor, recusal=question, upheld=False, reason="理由。")
    services.settle_recusal(actor=cast.leader, recusal=question, upheld=False, reason="查无实据。")
    with pytest.raises(OvertakenError):
        services.settle_recusal(actor=cast.leader, recusal=second, upheld=True, reason="应当回避。")
    assert (case.recusals.get().status, case.seats.count()) == ("dismissed", 2)


def test_only_those_concerned_raise_it_once_and_with_a_reason(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    for actor in (cast.chair, cast.leader, cast.applicant):
        with pytest.raises(PermissionDenied):
            services.declare_recusal(actor=actor, case=case, ground="理由。")
    with pytest.raises(PermissionDenied):
        services.object_to(actor=cast.leader, case=case, person=cast.verifier, ground="理由。")
    for person, ground in ((cast.chair, "理由。"), (cast.verifier, " ")):
        with pytest.raises(services.RefusedError):
            services.object_to(actor=cast.applicant, case=case, person=person, ground=ground)
    services.object_to(actor=cast.applicant, case=case, person=cast.verifier, ground="理由。")
    with pytest.raises(services.RefusedError):
        services.declare_recusal(actor=cast.verifier, case=case, ground="理由。")
    question = _open(case)
    assert visible_recusals(cast.applicant, case) == [question]
    with pytest.raises(IntegrityError), transaction.atomic():
        Recusal.objects.filter(pk=question.pk).update(
            status="dismissed", decided_by=cast.verifier, decided_on=question.raised_on, reason="自己说了算。"
        )


# What may happen to a panel between its first day and its decision, each to one of its three people or to all.
HAPPENS = ("find", "vote", "declare", "object", "uphold", "dismiss", "join_town", "lose_role", "leave", "seat")
EVENTS = st.lists(st.tuples(st.sampled_from(HAPPENS), st.integers(0, 2)), max_size=5)


def _happen(what: str, person: User, case: Case, cast: Cast, organisation: Organisation) -> None:
    question = case.recusals.filter(person=person, status="open").first()
    if what == "find":
        Finding.objects.filter(case=case, author=person).delete()
        complete(case, [person])
    elif what == "vote":
        Vote.objects.filter(case=case, member=person).delete()
    elif what == "declare":
        services.declare_recusal(actor=person, case=case, ground="申明。")
    elif what == "object":
        services.object_to(actor=cast.applicant, case=case, person=person, ground="异议。")
    elif question and what in {"uphold", "dismiss"}:
        services.settle_recusal(actor=cast.leader, recusal=question, upheld=what == "uphold", reason="理由。")
    elif what == "join_town":
        Membership.objects.get_or_create(user=person, unit=organisation.town, role="handler")
    elif what == "lose_role":
        Membership.objects.filter(user=person, role__in=[Role.PANEL, Role.CHAIR]).delete()
    elif what == "leave":
        User.objects.filter(pk=person.pk).update(is_active=False)
    elif what == "seat":
        Seat.objects.filter(case=case, user=person).delete()


def _is_sound(case: Case, organisation: Organisation) -> bool:
    """Return whether a panel may decide, worked out anew from the rows."""
    members = [seat.user for seat in case.seats.filter(part__in=["member", "chair"])]
    codes = {one.code for one in criteria_of(case)}
    return (
        len(members) in {3, 5}
        and {user.pk for user in members} <= holders("case.decide", case.unit)
        and not any(user.memberships.filter(unit=organisation.town).exists() for user in members)
        and not case.recusals.filter(status="open").exists()
        and not case.recusals.filter(status="upheld", person__in=members).exists()
        and all(
            set(case.findings.filter(author=one).values_list("criterion__code", flat=True)) == codes for one in members
        )
        and all(case.votes.filter(member=one).exists() for one in members)
    )


@pytest.fixture
def before_decision(organisation: Organisation, cast: Cast) -> Case:
    case = case_in("deliberating", organisation, cast)
    reviewers(organisation)
    complete(case, [cast.chair, cast.panel_member, cast.second_panel_member], "waive")
    return case


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS)
def test_no_path_reaches_a_decision_with_a_panel_that_is_not_sound(
    events: list[tuple[str, int]], before_decision: Case, organisation: Organisation, cast: Cast
) -> None:
    with transaction.atomic():
        case = Case.objects.get(pk=before_decision.pk)
        panel = [cast.chair, cast.panel_member, cast.second_panel_member]
        for what, place in events:
            try:
                with transaction.atomic():
                    _happen(what, panel[place], case, cast, organisation)
            except (services.RefusedError, PermissionDenied):
                continue
        sound = _is_sound(case, organisation)
        decided = set()
        for seat in Case.objects.get(pk=case.pk).seats.filter(part__in=["member", "chair"]):
            try:
                services.decide(
                    actor=User.objects.get(pk=seat.user_id), case=Case.objects.get(pk=case.pk), ruling=WAIVE
                )
            except (services.RefusedError, PermissionDenied):
                continue
            else:
                decided.add(seat.user.username)
                break
        assert bool(decided) == sound
        transaction.set_rollback(True)
