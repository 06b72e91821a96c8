"""Two people act on one case in the same moment, over real connections: one wins, the other is told, no act is lost."""

from collections.abc import Callable, Mapping
from copy import copy

import pytest

from accounts.audit import first_broken
from accounts.models import AuditEntry, Membership, User
from tests.cast import Cast, Organisation
from tests.racing import at_once
from tests.tolerance.walk import FILED_ON, case_in, complete, find, reviewers
from tolerance import services
from tolerance.models import Case, Recusal
from tolerance.services.panel import Ruling
from tolerance.services.recusal import object_to, settle_recusal
from tolerance.workflow import OvertakenError

pytestmark = pytest.mark.django_db(transaction=True)


def _told(outcomes: list[object]) -> list[str]:
    """Return what came of each act, in words, the one that won first."""
    return sorted("won" if not isinstance(one, Exception) else type(one).__name__ for one in outcomes)[::-1]


def _race(case: Case, act: Callable[..., object], *ways: Mapping[str, object]) -> list[str]:
    """Let each way of acting begin from the case as all of them see it now; return what came of them."""
    seen = Case.objects.get(pk=case.pk)
    return _told(at_once(*(lambda way=way: act(case=copy(seen), on=FILED_ON, **way) for way in ways)))


def _decisions(cast: Cast) -> list[dict[str, object]]:
    texts = [(cast.chair, "组长记录的理由。"), (cast.panel_member, "成员记录的理由。")]
    return [{"actor": who, "ruling": Ruling("waive", "decision", text)} for who, text in texts]


def test_of_a_panel_all_are_heard_and_one_records_the_decision(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    panel = (cast.chair, cast.panel_member, cast.second_panel_member)
    assert _told(at_once(*(lambda one=one: find(case, one) for one in panel))) == ["won"] * 3
    assert case.findings.filter(author__in=panel).count() == 3 * 15
    votes = [{"actor": one, "outcome": "waive"} for one in (*panel, cast.chair)]
    assert _race(case, services.cast_vote, *votes) == ["won"] * 4
    assert case.votes.count() == 3
    services.cast_vote(actor=cast.second_panel_member, case=case, outcome="lighten", on=FILED_ON)
    seen = Case.objects.get(pk=case.pk)
    # Whoever changes his mind is heard before the decision or told that it is made; a majority it keeps in any case.
    changed, decided = at_once(
        lambda: services.cast_vote(actor=cast.panel_member, case=seen, outcome="lighten", on=FILED_ON),
        lambda: services.decide(case=copy(seen), on=FILED_ON, **_decisions(cast)[0]),  # type: ignore[arg-type]
    )
    assert {type(changed), type(decided)} in ({type(None), OvertakenError}, {type(None), services.RefusedError})
    if decided is not None:
        services.cast_vote(actor=cast.panel_member, case=case, outcome="waive", on=FILED_ON)
    Case.objects.filter(pk=case.pk).update(state="deliberating", outcome="", decided_on=None)
    case.events.filter(target="decided").delete()
    assert _race(case, services.decide, *_decisions(cast)) == ["won", "OvertakenError"]
    case.refresh_from_db()
    made = case.events.get(target="decided")
    assert (case.reason, made.actor) in [("组长记录的理由。", cast.chair), ("成员记录的理由。", cast.panel_member)]
    assert first_broken() is None


def test_of_two_leads_and_two_secretaries_one_wins_and_the_other_is_told(
    organisation: Organisation, cast: Cast
) -> None:
    case, others = case_in("decided", organisation, cast), reviewers(organisation)
    second = User.objects.create_user("leader2", name="Leader2")
    Membership.objects.create(user=second, unit=organisation.county, role="leader")
    lost = ["won", "OvertakenError"]
    assert _race(case, services.notify, *[{"actor": cast.secretary}] * 2) == lost
    assert list(case.letters.values_list("kind", flat=True)).count("decision") == 1
    case.refresh_from_db()
    services.request_review(actor=cast.applicant, case=case, reason="另有证据。", on=FILED_ON)
    assert _race(case, services.appoint_reviewers, *[{"actor": cast.secretary, "reviewers": others}] * 2) == lost
    object_to(actor=cast.applicant, case=case, person=others[0], ground="与举报人有亲属关系。", on=FILED_ON)
    asked = case.recusals.get()
    settled = at_once(
        lambda: settle_recusal(actor=cast.leader, recusal=copy(asked), upheld=False, reason="经查没有。"),
        lambda: settle_recusal(actor=second, recusal=copy(asked), upheld=False, reason="已经核对。"),
    )
    assert _told(settled) == lost
    complete(case, others, "waive")
    results = [{"actor": one, "outcome": "waive", "reason": str(one)} for one in others[:2]]
    assert _race(case, services.decide_review, *results) == lost
    case.refresh_from_db()
    services.appeal(actor=cast.applicant, case=case, reason="不服。", on=FILED_ON)
    answers = [{"actor": one, "reason": str(one)} for one in (cast.leader, second)]
    assert _race(case, services.decide_appeal, *answers) == lost
    made = case.events.get(target="appeal_decided")
    assert made.detail == str(made.actor)
    assert AuditEntry.objects.filter(act="case.appeal_decided").count() == 1
    assert Recusal.objects.get().reason in {"经查没有。", "已经核对。"}
    assert first_broken() is None
