"""Who sees a case, and what of it in which phase; the cases are those that could leak."""

import pytest
from django.http import Http404

from accounts.models import Membership, User
from search.registry import kind
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, find
from tolerance import services
from tolerance.access import get_case_for, visible_cases
from tolerance.models import Case
from tolerance.visibility import outcome_is_visible, visible_events, visible_findings, visible_votes

READERS = {"leader", "intake", "secretary", "verifier", "panel_member", "chair", "applicant"}
ROLES = {
    *READERS, "handler", "superior", "outsider", "system_admin", "security_admin", "audit_admin",
}  # fmt: skip


def _seen_by(case: Case, cast: Cast) -> set[str]:
    return {role for role in ROLES if visible_cases(getattr(cast, role)).filter(pk=case.pk).exists()}


def test_case_is_seen_by_applicant_and_readers_of_its_unit(organisation: Organisation, cast: Cast) -> None:
    assert _seen_by(case_in("submitted", organisation, cast), cast) == READERS


@pytest.mark.parametrize("withdraw", [False, True])
def test_what_was_never_submitted_is_the_applicants_alone(
    withdraw: bool, organisation: Organisation, cast: Cast
) -> None:
    case = case_in("draft", organisation, cast)
    if withdraw:
        services.withdraw_case(actor=cast.applicant, case=case)
    assert _seen_by(case, cast) == {"applicant"}


def test_readers_of_another_town_see_nothing(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    Membership.objects.create(user=cast.outsider, unit=organisation.other_town, role="intake")
    with pytest.raises(Http404):
        get_case_for(cast.outsider, case.pk)


def test_inactive_users_see_nothing(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    User.objects.filter(pk=cast.applicant.pk).update(is_active=False)
    assert not visible_cases(User.objects.get(pk=cast.applicant.pk)).filter(pk=case.pk).exists()


def _authors(user: User, case: Case) -> set[str]:
    return {one.author.username for one in visible_findings(user, Case.objects.get(pk=case.pk))}


def test_verifiers_find_blind_to_each_other(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    find(case, cast.verifier, cast.second_verifier)
    assert _authors(cast.verifier, case) == {"verifier"}
    assert _authors(cast.chair, case) == _authors(cast.leader, case) == _authors(cast.applicant, case) == set()
    services.complete_verification(actor=cast.verifier, case=case)
    assert _authors(cast.verifier, case) == _authors(cast.chair, case) == {"verifier", "verifier2"}
    assert _authors(cast.applicant, case) == set()


def test_findings_stay_hidden_where_a_case_is_withdrawn_midway(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    find(case, cast.verifier)
    services.withdraw_case(actor=cast.applicant, case=case)
    assert _authors(cast.second_verifier, case) == _authors(cast.applicant, case) == set()


def test_panel_finds_and_votes_blind_until_all_are_in(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    panel = (cast.chair, cast.panel_member, cast.second_panel_member)
    verifiers = {"verifier", "verifier2"}
    find(case, *panel)
    for member in panel[:2]:
        services.cast_vote(actor=member, case=case, outcome="waive")
    assert _authors(cast.chair, case) == verifiers | {"chair"}
    assert [vote.member for vote in visible_votes(cast.chair, case)] == [cast.chair]
    assert visible_votes(cast.leader, case) == []
    services.cast_vote(actor=panel[2], case=case, outcome="waive")
    assert _authors(cast.chair, case) == verifiers | {"chair", "panel", "panel2"}
    assert len(visible_votes(cast.leader, case)) == 3
    assert visible_votes(cast.applicant, case) == []


def test_outcome_reaches_the_applicant_with_the_letter(organisation: Organisation, cast: Cast) -> None:
    decided, notified = case_in("decided", organisation, cast), case_in("notified", organisation, cast)
    assert [outcome_is_visible(cast.applicant, case) for case in (decided, notified)] == [False, True]
    assert [outcome_is_visible(cast.leader, case) for case in (decided, notified)] == [True, True]
    assert "decided" not in {event.target for event in visible_events(cast.applicant, decided)}
    assert "decided" in {event.target for event in visible_events(cast.applicant, notified)}


def test_search_gives_cases_the_audience_of_their_pages(organisation: Organisation, cast: Cast) -> None:
    case = case_in("decided", organisation, cast)
    document = kind("case").build(str(case.pk))
    assert document is not None
    holders = {role for role in ROLES if document.audience & kind("case").audience(getattr(cast, role))}
    assert holders == _seen_by(case, cast)
    assert kind("case").audience(None) == frozenset()
    assert case.reason not in document.body


def test_search_keeps_drafts_for_the_applicant(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    document = kind("case").build(str(case.pk))
    assert document is not None
    assert document.audience == {f"case-applicant:{cast.applicant.pk}"}
    assert kind("case").link(str(case.pk), cast.applicant) == f"/work/cases/{case.pk}/"


def test_criteria_are_found_by_everybody(organisation: Organisation) -> None:
    services.load_published_criteria()
    criterion = kind("criterion")
    keys = list(criterion.keys())
    assert len(keys) == 32
    document = criterion.build("2026-1/S07")
    assert document is not None
    assert "容缺受理" in document.title
    assert document.audience == criterion.audience(None) == {"public"}
    assert criterion.link("2026-1/S07", None) == "/criteria/2026-1/#S07"
    assert criterion.build("2026-1/Z01") is None
    assert kind("case").build("00000000-0000-0000-0000-000000000000") is None
