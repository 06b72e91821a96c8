"""A review never ends worse, whichever way it goes: not by the services, and not in the database."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in, complete, reviewers
from tolerance import services
from tolerance.models import Case, Vote
from tolerance.visibility import visible_findings, visible_votes
from tolerance.waiting import waiting_for

ORDER = ("waive", "mitigate", "lighten", "not_tolerated")


@pytest.fixture
def reviewed(organisation: Organisation, cast: Cast) -> Case:
    case = case_in("notified", organisation, cast)
    services.request_review(actor=cast.applicant, case=case, reason="另有证据。", on=FILED_ON)
    assert Case.objects.filter(waiting_for(cast.secretary)).exists()
    services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=reviewers(organisation), on=FILED_ON)
    assert not Case.objects.filter(waiting_for(cast.secretary)).exists()
    return Case.objects.get(pk=case.pk)


def test_review_and_appeal_never_end_worse(reviewed: Case, organisation: Organisation, cast: Cast) -> None:
    others = reviewers(organisation)
    complete(reviewed, others)
    ended = {}
    for before, after in product(ORDER, ORDER):
        Vote.objects.filter(member__in=others).delete()
        Vote.objects.bulk_create(Vote(case=reviewed, member=one, outcome=after, on=FILED_ON) for one in others)
        reviewed.letters.all().delete()
        columns = {"state": "review_requested", "outcome": before, "first_outcome": ""}
        Case.objects.filter(pk=reviewed.pk).update(**columns)
        case = Case.objects.get(pk=reviewed.pk)
        try:
            services.decide_review(actor=others[0], case=case, outcome=after, reason="理由。", departure="另有考虑。")
        except services.RefusedError:
            assert Case.objects.get(pk=case.pk).state == "review_requested"
        ended[before, after] = Case.objects.get(pk=case.pk).outcome
        Case.objects.filter(pk=case.pk).update(state="appealed", outcome=before, first_outcome="")
        case.refresh_from_db()
        try:
            services.decide_appeal(actor=cast.leader, case=case, reason="理由。", outcome=after)
        except services.RefusedError:
            assert ORDER.index(after) > ORDER.index(before)
        assert Case.objects.get(pk=case.pk).outcome == ended[before, after]
    assert ended == {(one, two): min(one, two, key=ORDER.index) for one, two in product(ORDER, ORDER)}


def test_the_database_takes_no_worse_outcome_than_the_first(reviewed: Case) -> None:
    for before, after in product(ORDER, ORDER):
        changes = {"first_outcome": before, "outcome": after}
        if ORDER.index(after) <= ORDER.index(before):
            Case.objects.filter(pk=reviewed.pk).update(**changes)
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=reviewed.pk).update(**changes)


def test_a_changed_outcome_that_departs_needs_a_reason(reviewed: Case, organisation: Organisation) -> None:
    others = reviewers(organisation)
    Case.objects.filter(pk=reviewed.pk).update(outcome="lighten")
    reviewed.refresh_from_db()
    complete(reviewed, others, "waive", R05="unmet")
    with pytest.raises(services.RefusedError):
        services.decide_review(actor=others[0], case=reviewed, outcome="waive", reason="理由。")
    services.decide_review(actor=others[0], case=reviewed, outcome="waive", reason="理由。", departure="情势急迫。")
    assert Case.objects.get(pk=reviewed.pk).departure == "情势急迫。"


def test_reviewers_find_blind_to_each_other_and_read_what_was_found_before(
    reviewed: Case, organisation: Organisation, cast: Cast
) -> None:
    others = reviewers(organisation)
    complete(reviewed, others)
    for member in others[:2]:
        services.cast_vote(actor=member, case=reviewed, outcome="waive")
    case = Case.objects.get(pk=reviewed.pk)
    first = {"verifier", "verifier2", "chair", "panel", "panel2"}
    assert {one.author.username for one in visible_findings(others[2], case)} == {*first, "reviewer3"}
    assert {one.member.username for one in visible_votes(cast.leader, case)} == {"chair", "panel", "panel2"}
    services.cast_vote(actor=others[2], case=case, outcome="waive")
    assert len({one.author_id for one in visible_findings(cast.leader, case)}) == 8
