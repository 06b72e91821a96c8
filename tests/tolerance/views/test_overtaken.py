"""Whoever comes second is told so in words, and sees where the case stands now, whatever was entered."""

from collections.abc import Mapping

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, STEPS, case_in, reviewers
from tolerance import services
from tolerance.models import Case

TOLD = ["已有人先一步办理了本案，下面是最新状态。"]


def _told(client: Client, actor: User, name: str, case: Case, data: Mapping[str, object], *more: str) -> list[str]:
    """Return what `actor` is told after sending the form of a page opened before somebody else acted."""
    client.force_login(actor)
    answer = client.post(reverse(name, args=[case.pk, *more]), data)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("case", args=[case.pk]))
    return [str(one) for one in get_messages(answer.wsgi_request)]


def test_whoever_comes_second_is_told(client: Client, organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    panel = [cast.panel_member.pk, cast.second_panel_member.pk]
    assert _told(client, cast.chair, "case_step", case, {"members": panel}, "deliberating") == TOLD
    STEPS["decided"](case, cast)
    finding = {"verdict_R01": "met", "reasons_R01": "有记录可查。"}
    ruling = {"outcome": "waive", "authority": "decision", "reason": "理由。"}
    assert _told(client, cast.panel_member, "case_findings", case, finding) == TOLD
    assert _told(client, cast.verifier, "case_findings", case, finding) == TOLD
    assert _told(client, cast.panel_member, "case_vote", case, {"outcome": "waive"}) == TOLD
    assert _told(client, cast.chair, "case_step", case, ruling, "decided") == TOLD
    STEPS["notified"](case, cast)
    services.request_review(actor=cast.applicant, case=case, reason="另有证据。", on=FILED_ON)
    others = reviewers(organisation)
    services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=others, on=FILED_ON)
    chosen = {"reviewers": [one.pk for one in others]}
    assert _told(client, cast.secretary, "case_reviewers", case, chosen) == TOLD
