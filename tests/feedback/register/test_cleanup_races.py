"""Leaders who press in the same moment, over real connections: one wins, the others are told in words."""

from copy import copy
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from feedback.models import Cleanup, CleanupItem
from feedback.services.cleanup import decide_item, open_cleanup, undo_decision
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task
from tests.racing import at_once

TODAY = date(2026, 8, 3)
KINDS = ("RM01", "RM16", "RM03", "RM09")
TOLD = "有人先您一步办理了，状态已变，请核对后再操作。"


@pytest.fixture
def cleanup(organisation: Organisation, cast: Cast) -> Cleanup:
    task(organisation.town, "汛情日报", "县应急局", data_items="水位、雨量")
    return open_cleanup(unit=organisation.county, actor=cast.leader, today=TODAY)


def _names(outcomes: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in outcomes)


@pytest.mark.django_db(transaction=True)
def test_of_leaders_who_press_in_the_same_moment_one_wins(cleanup: Cleanup, cast: Cast) -> None:
    item = cleanup.items.get()

    def decide(kind: str) -> None:
        decide_item(item=copy(item), kind=kind, other=None, reason="要留", actor=cast.leader)

    outcomes = at_once(*(lambda kind=kind: decide(kind) for kind in KINDS))
    assert _names(outcomes) == ["NoneType", "StateConflict", "StateConflict", "StateConflict"]
    won = CleanupItem.objects.get()
    assert (won.kind, won.turn) == (KINDS[outcomes.index(None)], 1)
    undone = at_once(*[lambda: undo_decision(cleanup=copy(cleanup), turn=1, actor=cast.leader)] * 2)
    assert _names(undone) == ["CleanupItem", "StateConflict"]
    acts = list(AuditEntry.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["round.open", "round.decide", "round.undo"]


def test_whoever_presses_second_is_told_in_words(cleanup: Cleanup, cast: Cast, client: Client) -> None:
    decide_item(item=cleanup.items.get(), kind="RM01", other=None, reason="", actor=cast.leader)
    client.force_login(cast.leader)
    late = client.post(reverse("cleanup_decide", args=[cleanup.pk, 1]), {"kind": "RM03"})
    assert (late.status_code, late.content.decode().count(TOLD)) == (422, 1)
    undone = client.post(reverse("cleanup_undo", args=[cleanup.pk]), {"turn": 7}, follow=True)
    assert undone.content.decode().count(TOLD) == 1
    assert CleanupItem.objects.get().kind == "RM01"
