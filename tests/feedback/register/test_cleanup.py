"""Clean-up rounds: who opens and decides, that one of two wins, undo, closing, the record, and what comes back."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import AuditEntry, User
from feedback.models import Cleanup, CleanupItem, Task
from feedback.register import rounds
from feedback.register.record import fingerprint, render_record
from feedback.register.states import WAYS
from feedback.services.cleanup import close_cleanup, decide_item, open_cleanup, reopen_item, undo_decision
from feedback.services.tasks import TaskFacts, add_task
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation, build_cast, build_organisation
from tests.feedback.register.rows import write_register

TODAY = date(2026, 8, 3)


@pytest.fixture
def cleanup(organisation: Organisation, cast: Cast) -> Cleanup:
    write_register(organisation)
    return open_cleanup(unit=organisation.county, actor=cast.leader, today=TODAY)


def _item(cleanup: Cleanup, *names: str) -> CleanupItem:
    return next(
        item for item in cleanup.items.all() if {each["name"] for each in item.facts["tasks"]} == set(names)
    )  # fmt: skip


def _decide(cleanup: Cleanup, actor: User, *names: str, kind: str = "RM01", stays: str = "", reason: str = "") -> None:
    other = Task.objects.get(name=stays) if stays else None
    decide_item(item=_item(cleanup, *names), kind=kind, other=other, reason=reason, actor=actor)


def test_everything_demanded_is_ranked_the_dearest_first(cleanup: Cleanup) -> None:
    titles = [rounds.title_of(item) for item in cleanup.items.all()]
    assert sorted(titles[0].split(" ＋ ")) == ["巡访记录", "走访台账"] or titles[0] == "走访台账"
    highs = [item.high for item in cleanup.items.all()]
    assert highs == sorted(highs, reverse=True)
    assert titles[-1] == "汛情日报"
    assert len(titles) == 4
    assert [item.position for item in cleanup.items.all()] == [1, 2, 3, 4]


def test_a_unit_has_one_round_a_quarter(cleanup: Cleanup, cast: Cast, organisation: Organisation) -> None:
    with pytest.raises(ValidationError):
        open_cleanup(unit=organisation.county, actor=cast.leader, today=date(2026, 9, 30))
    assert organisation.county.pk not in rounds.openable_units(cast.leader, TODAY)
    assert organisation.county.pk in rounds.openable_units(cast.leader, date(2026, 10, 1))
    open_cleanup(unit=organisation.county, actor=cast.leader, today=date(2026, 10, 1))
    with pytest.raises(ValidationError):
        open_cleanup(unit=organisation.other_town, actor=cast.leader, today=TODAY)


def test_none_but_leaders_of_the_unit_decide(cleanup: Cleanup, cast: Cast, organisation: Organisation) -> None:
    _decide(cleanup, cast.leader, "汛情日报")
    for actor in (cast.handler, cast.superior, cast.outsider, cast.secretary, cast.system_admin):
        with pytest.raises(PermissionDenied):
            open_cleanup(unit=organisation.town, actor=actor, today=TODAY)
        with pytest.raises(PermissionDenied):
            _decide(cleanup, actor, "走访台账")
        with pytest.raises(PermissionDenied):
            undo_decision(cleanup=cleanup, turn=1, actor=actor)
        with pytest.raises(PermissionDenied):
            close_cleanup(cleanup=cleanup, actor=actor, today=TODAY)
    assert rounds.standing(cleanup) == rounds.Standing(items=4, decided=1)


LACKING = (
    ({"kind": "RM16", "reason": " "}, "reason"),
    ({"kind": "RM02"}, "other"),
    ({"kind": "RM02", "stays": "走访台账"}, "other"),
    ({"kind": "RM13"}, "kind"),
    ({"kind": ""}, "kind"),
)


@pytest.mark.parametrize(("decision", "field"), LACKING)
def test_what_a_decision_lacks_is_named(cleanup: Cleanup, cast: Cast, decision: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as raised:
        _decide(cleanup, cast.leader, "走访台账", **decision)
    assert raised.value.error_dict.keys() == {field}


def test_a_pair_is_merged_shared_or_kept_and_one_of_the_two_stays(cleanup: Cleanup, cast: Cast) -> None:
    both = ("走访台账", "巡访记录")
    assert rounds.kinds_for(_item(cleanup, *both)) == ("RM02", "RM04", "RM16")
    for kind, stays in (("RM01", ""), ("RM02", "汛情日报"), ("RM04", "")):
        with pytest.raises(ValidationError):
            _decide(cleanup, cast.leader, *both, kind=kind, stays=stays)
    _decide(cleanup, cast.leader, *both, kind="RM04", stays="走访台账")
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
    states = dict(Task.objects.values_list("name", "state"))
    assert (states["走访台账"], states["巡访记录"]) == ("in_force", "shared")


def test_of_two_who_decide_at_once_one_wins(cleanup: Cleanup, cast: Cast) -> None:
    first, second = _item(cleanup, "汛情日报"), _item(cleanup, "汛情日报")
    decide_item(item=first, kind="RM01", other=None, reason="", actor=cast.leader)
    with pytest.raises(StateConflict):
        decide_item(item=second, kind="RM16", other=None, reason="要留", actor=cast.leader)
    second.refresh_from_db()
    assert (second.kind, second.turn) == ("RM01", 1)


def test_decisions_are_taken_back_from_the_last_to_the_first(cleanup: Cleanup, cast: Cast) -> None:
    for name in ("走访台账", "巡访记录", "汛情日报"):
        _decide(cleanup, cast.leader, name)
    with pytest.raises(StateConflict):
        undo_decision(cleanup=cleanup, turn=2, actor=cast.leader)
    undone = [undo_decision(cleanup=cleanup, turn=turn, actor=cast.leader) for turn in (3, 2, 1)]
    assert [rounds.title_of(item) for item in undone] == ["汛情日报", "巡访记录", "走访台账"]
    with pytest.raises(StateConflict):
        undo_decision(cleanup=cleanup, turn=1, actor=cast.leader)
    assert set(cleanup.items.values_list("turn", "kind")) == {(None, "")}


def test_one_decision_is_taken_back_without_those_after_it(cleanup: Cleanup, cast: Cast) -> None:
    for name in ("走访台账", "巡访记录", "汛情日报"):
        _decide(cleanup, cast.leader, name)
    with pytest.raises(PermissionDenied):
        reopen_item(item=_item(cleanup, "走访台账"), actor=cast.superior)
    reopen_item(item=_item(cleanup, "走访台账"), actor=cast.leader)
    with pytest.raises(StateConflict):
        reopen_item(item=_item(cleanup, "走访台账"), actor=cast.leader)
    _decide(cleanup, cast.leader, "走访台账", kind="RM16", reason="法规要求")
    decided = cleanup.items.filter(turn__isnull=False).order_by("turn")
    assert [rounds.title_of(item) for item in decided] == ["巡访记录", "汛情日报", "走访台账"]
    assert rounds.title_of(undo_decision(cleanup=cleanup, turn=4, actor=cast.leader)) == "走访台账"


def test_nothing_takes_effect_before_closing_and_all_at_closing(cleanup: Cleanup, cast: Cast) -> None:
    _decide(cleanup, cast.leader, "走访台账")
    _decide(cleanup, cast.leader, "汛情日报", kind="RM16", reason="汛期需要")
    assert Task.objects.live().filter(state="in_force").count() == 3
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
    states = dict(Task.objects.values_list("name", "state"))
    assert states == {"走访台账": "cancelled", "汛情日报": "kept", "巡访记录": "in_force", "已停报表": "cancelled"}
    cleanup.refresh_from_db()
    assert cleanup.record is not None
    assert (cleanup.record["items"], cleanup.record["decided"]) == (4, 2)
    for act in (
        lambda: _decide(cleanup, cast.leader, "巡访记录"),
        lambda: undo_decision(cleanup=cleanup, turn=2, actor=cast.leader),
        lambda: close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY),
    ):
        with pytest.raises(StateConflict):
            act()
    acts = list(AuditEntry.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["round.open", "round.decide", "round.decide", "round.close"]


def test_what_another_round_dropped_is_left_alone_and_said(cleanup: Cleanup, cast: Cast) -> None:
    _decide(cleanup, cast.leader, "走访台账")
    _decide(cleanup, cast.leader, "走访台账", "巡访记录", kind="RM02", stays="走访台账")
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
    cleanup.refresh_from_db()
    assert cleanup.record is not None
    assert cleanup.record["overtaken"] == 1
    assert Task.objects.get(name="巡访记录").state == "in_force"


def test_the_record_is_frozen(cleanup: Cleanup, cast: Cast) -> None:
    _decide(cleanup, cast.leader, "走访台账", reason="重复")
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
    cleanup.refresh_from_db()
    assert cleanup.sha256 == fingerprint(cleanup.record or {})
    assert (cleanup.record or {})["spared"] == "216—1,600"
    Task.objects.update(name="改名")
    assert "走访台账" in json.dumps(cleanup.record, ensure_ascii=False)
    cleanup.record = {**(cleanup.record or {}), "decided": 9}
    with pytest.raises(ValueError, match="frozen"):
        render_record(cleanup)


@pytest.mark.slow
def test_the_same_record_is_the_same_pdf(cleanup: Cleanup, cast: Cast) -> None:
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
    cleanup.refresh_from_db()
    assert render_record(cleanup) == render_record(cleanup)


def test_what_a_round_cancelled_and_is_ordered_again_is_shown_to_the_leader(
    cleanup: Cleanup, cast: Cast, organisation: Organisation, client: Client
) -> None:
    _decide(cleanup, cast.leader, "走访台账")
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
    row = add_task(unit=organisation.county, facts=TaskFacts("2027年走访统计表", "县民政局"), actor=cast.handler)
    client.force_login(cast.leader)
    assert f"/work/tasks/{row.pk}/" in client.get("/work/rounds/").content.decode()


def test_the_database_knows_no_half_decision(cleanup: Cleanup) -> None:
    row = cleanup.items.first()
    assert row is not None
    for changes in ({"turn": 1}, {"kind": "RM01"}, {"reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CleanupItem.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cleanup.objects.filter(pk=cleanup.pk).update(state="closed")


class AnySitting(TestCase):
    """However a sitting goes, its counts hold and closing does what stands in the list."""

    @settings(max_examples=15)
    @given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([*WAYS, "undo"])), max_size=10))
    def test_holds_together(self, steps: list[tuple[int, str]]) -> None:
        organisation = build_organisation()
        cast = build_cast(organisation)
        write_register(organisation)
        cleanup = open_cleanup(unit=organisation.county, actor=cast.leader, today=TODAY)
        stack: list[int] = []
        for position, kind in steps:
            item = rounds.item_of(cleanup, position)
            try:
                if kind == "undo":
                    undo_decision(cleanup=cleanup, turn=len(stack), actor=cast.leader)
                    stack.pop()
                else:
                    other = rounds.mergers_for(item).first()
                    decide_item(item=item, kind=kind, other=other, reason="理由", actor=cast.leader)
                    stack.append(position)
            except (ValidationError, StateConflict):
                continue
        decided = cleanup.items.filter(turn__isnull=False).order_by("turn").values_list("position", flat=True)
        assert list(decided) == stack
        assert rounds.next_open(cleanup) == min({1, 2, 3, 4} - set(stack), default=None)
        close_cleanup(cleanup=cleanup, actor=cast.leader, today=TODAY)
        assert Task.objects.filter(state="merged", merged_into=None).count() == 0
