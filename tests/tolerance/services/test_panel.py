"""Verification and panel: nothing is decided without valid people, complete findings and a majority."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership, User
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in, favourable, find, reviewers
from tolerance import services
from tolerance.models import Case
from tolerance.recusal import eligible
from tolerance.services.findings import Verdict
from tolerance.services.panel import Ruling
from tolerance.workflow import IllegalMoveError, OvertakenError

WAIVE = Ruling("waive", "decision", "理由充分。")


def _panel(cast: Cast) -> tuple[User, ...]:
    return cast.chair, cast.panel_member, cast.second_panel_member


def test_verifiers_are_at_least_two_and_different(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    for chosen in ([cast.verifier], [cast.verifier, cast.verifier]):
        with pytest.raises(services.RefusedError):
            services.appoint_verifiers(actor=cast.secretary, case=case, verifiers=chosen)


def test_recusal_bars_the_applicant_and_the_unit_of_the_matter(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    assert set(eligible(case, "case.verify")) == {cast.verifier, cast.second_verifier}
    Membership.objects.create(user=cast.verifier, unit=organisation.town, role="handler")
    assert set(eligible(case, "case.verify")) == {cast.second_verifier}
    Case.objects.filter(pk=case.pk).update(applicant=cast.second_verifier)
    assert not eligible(Case.objects.get(pk=case.pk), "case.verify").exists()
    with pytest.raises(services.RefusedError):
        services.appoint_verifiers(
            actor=cast.secretary, case=case, verifiers=[cast.verifier, cast.second_verifier]
        )  # fmt: skip


def test_refused_appointment_leaves_the_case_where_it_was(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    with pytest.raises(services.RefusedError):
        services.appoint_verifiers(actor=cast.secretary, case=case, verifiers=[cast.verifier, cast.outsider])
    assert (Case.objects.get().state, case.seats.count()) == ("accepted", 0)


def test_verification_closes_once_all_have_found_on_everything(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    find(case, cast.verifier)
    with pytest.raises(services.RefusedError, match=str(cast.second_verifier)):
        services.complete_verification(actor=cast.verifier, case=case)
    incomplete = favourable(case)
    del incomplete["X08"]
    services.record_findings(actor=cast.second_verifier, case=case, verdicts=incomplete)
    with pytest.raises(services.RefusedError):
        services.complete_verification(actor=cast.verifier, case=case)
    find(case, cast.second_verifier)
    services.complete_verification(actor=cast.verifier, case=case)
    assert Case.objects.get().state == "verified"


def test_only_those_seated_find_and_only_in_their_phase(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verified", organisation, cast)
    for author in (cast.chair, cast.intake, cast.applicant):
        with pytest.raises(PermissionDenied):
            find(case, author)
    with pytest.raises(OvertakenError):
        find(case, cast.verifier)


def test_findings_need_reasons_and_a_criterion_of_the_set(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    for verdicts in ({"R01": Verdict("met", " ")}, {"Z99": Verdict("met", "-")}, {"R01": Verdict("maybe", "-")}):
        with pytest.raises(services.RefusedError):
            services.record_findings(actor=cast.verifier, case=case, verdicts=verdicts)


def test_finding_again_replaces_the_own_finding(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    for verdict in ("met", "unclear"):
        services.record_findings(actor=cast.verifier, case=case, verdicts={"R01": Verdict(verdict, "记录。")})
    assert [one.verdict for one in case.findings.all()] == ["unclear"]


def test_panel_is_odd_and_at_least_three_with_nobody_who_verified(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verified", organisation, cast)
    for members in ([], [cast.panel_member], [cast.panel_member, cast.chair], [cast.panel_member, cast.verifier]):
        with pytest.raises(services.RefusedError):
            services.convene_panel(actor=cast.chair, case=case, members=members)


def test_decision_waits_for_all_votes(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    find(case, *_panel(cast))
    services.cast_vote(actor=cast.chair, case=case, outcome="waive")
    services.cast_vote(actor=cast.panel_member, case=case, outcome="waive")
    with pytest.raises(services.RefusedError, match=str(cast.second_panel_member)):
        services.decide(actor=cast.chair, case=case, ruling=WAIVE)


def _voted(case: Case, cast: Cast, *outcomes: str, **findings: str) -> None:
    find(case, *_panel(cast), **findings)
    for member, outcome in zip(_panel(cast), outcomes, strict=True):
        services.cast_vote(actor=member, case=case, outcome=outcome, opinion="意见。")


def test_outcome_needs_the_majority(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    _voted(case, cast, "waive", "mitigate", "lighten")
    with pytest.raises(services.RefusedError):
        services.decide(actor=cast.chair, case=case, ruling=WAIVE)
    services.cast_vote(actor=cast.panel_member, case=case, outcome="waive")
    services.decide(actor=cast.chair, case=case, ruling=WAIVE)
    assert (Case.objects.get().outcome, case.votes.count()) == ("waive", 3)


def test_departure_needs_a_reason_of_its_own(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    _voted(case, cast, "waive", "waive", "not_tolerated", X04="met")
    with pytest.raises(services.RefusedError):
        services.decide(actor=cast.chair, case=case, ruling=WAIVE)
    services.decide(
        actor=cast.chair, case=case, ruling=Ruling("waive", "decision", "理由。", departure="损失已全部挽回。")
    )
    assert Case.objects.get().departure == "损失已全部挽回。"


def test_only_members_of_the_panel_decide_and_vote(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    _voted(case, cast, "waive", "waive", "waive")
    for actor in (cast.leader, cast.secretary, cast.verifier, cast.applicant):
        with pytest.raises(PermissionDenied):
            services.decide(actor=actor, case=case, ruling=WAIVE)
        with pytest.raises(PermissionDenied):
            services.cast_vote(actor=actor, case=case, outcome="waive")


def test_case_becomes_final_after_thirty_days_and_not_before(organisation: Organisation, cast: Cast) -> None:
    case = case_in("notified", organisation, cast)
    assert services.finalise_due_cases(on=date(2026, 4, 1)) == 0
    assert services.finalise_due_cases(on=date(2026, 4, 2)) == 1
    assert services.finalise_due_cases(on=date(2026, 4, 2)) == 0
    case.refresh_from_db()
    assert case.state == "final"
    assert [event.actor for event in case.events.filter(target="final")] == [None]


def test_review_never_ends_worse_and_is_done_by_others(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    _voted(case, cast, "mitigate", "mitigate", "mitigate")
    services.decide(actor=cast.chair, case=case, ruling=Ruling("mitigate", "decision", "理由。"), on=FILED_ON)
    services.notify(actor=cast.secretary, case=case, on=FILED_ON)
    services.request_review(actor=cast.applicant, case=case, reason="另有证据。", on=FILED_ON)
    assert services.finalise_due_cases(on=date(2026, 6, 1)) == 0
    others = reviewers(organisation)
    for wrong in (others[:2], [*others[:2], cast.chair], [*others[:2], cast.verifier]):
        with pytest.raises(services.RefusedError):
            services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=wrong)
    services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=others)
    with pytest.raises(PermissionDenied):
        services.decide_review(actor=cast.chair, case=case, outcome="waive", reason="理由。")
    with pytest.raises(services.RefusedError, match="Reviewer1"):
        services.decide_review(actor=others[0], case=case, outcome="waive", reason="理由。")
    find(case, *others)
    for member in others:
        with pytest.raises(services.RefusedError):
            services.cast_vote(actor=member, case=case, outcome="lighten")
        services.cast_vote(actor=member, case=case, outcome="waive")
    with pytest.raises(services.RefusedError):
        services.decide_review(actor=others[0], case=case, outcome="mitigate", reason="理由。")
    services.decide_review(actor=others[0], case=case, outcome="waive", reason="新证据成立。", on=FILED_ON)
    found = Case.objects.get()
    assert (found.state, found.first_outcome, found.outcome) == ("reviewed", "mitigate", "waive")


def test_appeal_is_recorded_and_ends_final(organisation: Organisation, cast: Cast) -> None:
    case = case_in("notified", organisation, cast)
    Case.objects.filter(pk=case.pk).update(state="reviewed")
    case.refresh_from_db()
    services.appeal(actor=cast.applicant, case=case, reason="不服。", on=FILED_ON)
    services.decide_appeal(actor=cast.leader, case=case, reason="维持。", on=FILED_ON)
    assert services.finalise_due_cases(on=date(2026, 3, 3)) == 1


def test_correction_runs_beside_the_case_and_must_end_before_it_is_closed(
    organisation: Organisation, cast: Cast
) -> None:
    case = case_in("final", organisation, cast)
    services.order_correction(actor=cast.secretary, case=case, what="修订承诺书。", on=FILED_ON)
    with pytest.raises(services.RefusedError):
        services.close_case(actor=cast.secretary, case=case)
    services.report_correction(actor=cast.applicant, case=case, report="已修订。", on=FILED_ON)
    services.follow_up(actor=cast.verifier, case=case, result="未印发。", holds=False, on=date(2026, 4, 8))
    # The period begins anew on the day of the check: thirty working days, with the holidays of May between them.
    assert (case.correction, case.correction_due_on) == ("correcting", date(2026, 5, 22))
    out_of_turn: list[Callable[[], object]] = [
        lambda: services.order_correction(actor=cast.secretary, case=case, what="再修订。"),
        lambda: services.follow_up(actor=cast.verifier, case=case, result="属实。"),
    ]
    for act in out_of_turn:
        with pytest.raises(IllegalMoveError):
            act()
    services.report_correction(actor=cast.applicant, case=case, report="已印发。", on=date(2026, 4, 20))
    services.follow_up(actor=cast.verifier, case=case, result="属实。", on=FILED_ON)
    told = [(event.get_target_display(), event.detail) for event in case.events.all() if event.right != "system"][-5:]
    assert told == [
        ("整改中", "修订承诺书。"), ("已报送整改", "已修订。"), ("重新整改", "未印发。"), ("已报送整改", "已印发。"),
        ("已回访核验", "属实。"),
    ]  # fmt: skip
    services.close_case(actor=cast.secretary, case=case)
    case.refresh_from_db()
    assert (case.state, case.correction, case.rectification) == ("closed", "followed_up", "修订承诺书。")


@pytest.mark.parametrize("step", ["ask_supplement", "decline_case", "transfer_case"])
def test_intake_gives_reasons(step: str, organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    with pytest.raises(services.RefusedError):
        getattr(services, step)(actor=cast.intake, case=case, reason="  ")
    getattr(services, step)(actor=cast.intake, case=case, reason="属于检举控告。")
    assert [event.detail for event in case.events.all()][-1] == "属于检举控告。"
