"""Merging what was promised: promises move with unit, day and state, and come back with what became of them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role, User
from feedback import access, receipts
from feedback.models import Clock, Problem, Remedy, Verdict
from feedback.services.judging import keep_verdict
from feedback.services.problems import hand_back_problem, unpublish_problem
from feedback.services.regrouping import merge_problem, undo_merge
from feedback.services.remedies import implement_remedy, promise_remedy
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.feedback.rows import DAY, problem, remedy, report
from tests.feedback.test_problems import next_workday

Two = tuple[Problem, Problem, Remedy, Remedy]


@pytest.fixture
def two(organisation: Organisation) -> Two:
    """Two published problems, each promised: one in the charge of a town, one in that of the county."""
    away = problem(
        organisation.county, "走访照片重复上传", state="promised", published=True, owner_unit=organisation.town
    )
    stays = problem(organisation.county, "走访台账多头索要", state="promised", published=True)
    for each in (away, stays):
        each.events.create(on=DAY, act="promised")
    return away, stays, remedy(away, what="照片只传一次。"), remedy(stays, due_on=date(2026, 12, 1))


@pytest.fixture
def town_leader(organisation: Organisation) -> User:
    """Whoever leads the town alone."""
    user = User.objects.create_user("town", "correct-horse-battery", name="Town")
    Membership.objects.create(user=user, unit=organisation.town, role=Role.LEADER)
    return user


def states(*rows: Problem) -> list[tuple[str, list[str]]]:
    found = [(Problem.objects.get(pk=row.pk).state, row.remedies.order_by("pk")) for row in rows]
    return [(state, [one.what for one in left]) for state, left in found]


def test_promises_move_with_their_unit_and_day_and_come_back(two: Two, cast: Cast, organisation: Organisation) -> None:
    away, stays, theirs, own = two
    merge_problem(problem=away, into=stays, actor=cast.handler)
    assert states(away, stays) == [("promised", []), ("promised", ["照片只传一次。", "三表并一表。"])]
    clock = Clock.objects.get()
    assert (clock.problem, clock.unit, clock.due_on) == (stays, organisation.town, theirs.due_on)
    undo_merge(problem=away, actor=cast.handler)
    assert states(away, stays) == [("promised", ["照片只传一次。"]), ("promised", ["三表并一表。"])]
    assert set(Clock.objects.values_list("problem", "unit", "due_on")) == {
        (away.pk, organisation.town.pk, theirs.due_on), (stays.pk, organisation.county.pk, own.due_on),
    }  # fmt: skip
    assert not Remedy.objects.exclude(promised_for=None).exists()


def test_who_promised_still_reads_it_and_carries_it_out(two: Two, cast: Cast, town_leader: User) -> None:
    away, stays, theirs, own = two
    assert list(access.problems_for(town_leader)) == [away]
    merge_problem(problem=away, into=stays, actor=cast.handler)
    assert list(access.problems_for(town_leader)) == [stays]
    assert [access.may_on_problem(town_leader, right, stays) for right in ("problem.implement", "problem.keep")] == [
        True, False,
    ]  # fmt: skip
    implement_remedy(remedy=Remedy.objects.get(pk=own.pk), actor=cast.leader)
    assert states(stays)[0][0] == "promised"  # as long as one of both is left
    implement_remedy(remedy=Remedy.objects.get(pk=theirs.pk), actor=town_leader)
    assert states(stays)[0][0] == "implemented"


def test_undo_asks_the_reporters_where_all_was_carried_out_meanwhile(two: Two, cast: Cast) -> None:
    away, stays, theirs, _ = two
    merge_problem(problem=away, into=stays, actor=cast.handler)
    implement_remedy(remedy=Remedy.objects.get(pk=theirs.pk), actor=cast.leader)
    undo_merge(problem=away, actor=cast.handler)
    assert [state for state, _left in states(away, stays)] == ["implemented", "promised"]
    assert list(away.events.values_list("act", flat=True)) == ["promised", "merged", "unmerged", "implemented"]


def test_a_running_promise_goes_only_where_one_runs(two: Two, cast: Cast, organisation: Organisation) -> None:
    away, stays, _, _ = two
    county = organisation.county
    idle = [problem(county, state=state, published=True) for state in ("open", "assigned", "reopened", "implemented")]
    for into in idle:
        with pytest.raises(ValidationError):
            merge_problem(problem=away, into=into, actor=cast.handler)
    failed = idle[2]
    remedy(failed, implemented_on=DAY)
    assert set(Problem.objects.all().taking(failed)) == {away, stays}
    merge_problem(problem=failed, into=stays, actor=cast.handler)
    undo_merge(problem=failed, actor=cast.handler)
    assert states(failed) == [("reopened", ["三表并一表。"])]


def test_chains_of_promises_come_apart_in_any_order(two: Two, cast: Cast, organisation: Organisation) -> None:
    first, second, _, _ = two
    third = problem(organisation.county, "丙", state="promised", published=True)
    remedy(third, what="丙举措。")
    merge_problem(problem=first, into=second, actor=cast.handler)
    merge_problem(problem=second, into=third, actor=cast.handler)
    undo_merge(problem=second, actor=cast.handler)
    assert [len(left) for _state, left in states(first, second, third)] == [0, 1, 2]
    undo_merge(problem=first, actor=cast.handler)
    left = [left for _state, left in states(first, second, third)]
    assert left == [["照片只传一次。"], ["三表并一表。"], ["丙举措。"]]


def test_nothing_can_be_done_to_what_is_merged_away(two: Two, cast: Cast, organisation: Organisation) -> None:
    away, stays, theirs, _ = two
    idle = problem(organisation.county, "丁", state="assigned", published=True)
    for each in (away, idle):
        merge_problem(problem=Problem.objects.get(pk=each.pk), into=stays, actor=cast.handler)
    for late in (away, idle):
        with pytest.raises(StateConflict):
            promise_remedy(
                problem=late, kind="RM01", what="取消。", owner_unit=late.unit, due_on=next_workday(), actor=cast.leader
            )
        with pytest.raises(StateConflict):
            unpublish_problem(problem=late, actor=cast.handler)
    with pytest.raises(StateConflict):
        hand_back_problem(problem=idle, actor=cast.handler)
    with pytest.raises(StateConflict):
        implement_remedy(remedy=theirs, actor=cast.leader)


def test_receipts_board_and_data_show_both_promises(two: Two, cast: Cast, client: Client) -> None:
    away, stays, _, _ = two
    receipt = receipts.new()
    report(away.unit, state="triaged", problem=away, receipt_digest=receipts.digest(receipt))
    merge_problem(problem=away, into=stays, actor=cast.handler)
    board = client.get(reverse("board_problem", args=[stays.pk])).content.decode()
    thread = client.post(reverse("follow"), {"receipt": receipt}).content.decode()
    for text in (board, thread):
        assert ("照片只传一次。" in text, "三表并一表。" in text) == (True, True)
    assert board.split("<ol")[1].count(away.title) == 1  # its promise, under its own name
    (row,) = client.get(reverse("problems_data")).json()["problems"]
    assert [one["owner"] for one in row["remedies"]] == ["柳塘镇", "清源县"]
    client.force_login(cast.handler)
    page = client.get(reverse("problem_detail", args=[stays.pk])).content.decode()
    assert page.count("原为“走访照片重复上传”所作承诺") == 1


def test_a_verdict_on_one_problem_stays_when_the_other_is_judged(two: Two, cast: Cast) -> None:
    away, stays, theirs, own = two
    row = report(away.unit, state="triaged", problem=away)
    Verdict.objects.create(report=row, problem=away, round=1, value="not_fixed")
    merge_problem(problem=away, into=stays, actor=cast.handler)
    for each in (theirs, own):
        implement_remedy(remedy=Remedy.objects.get(pk=each.pk), actor=cast.leader)
    content = {"problem": str(stays.pk), "round": 1, "value": "fixed"}
    assert keep_verdict(receipt_digest=row.receipt_digest, content=content) == stays.pk
    assert set(Verdict.objects.values_list("problem", "value")) == {(away.pk, "not_fixed"), (stays.pk, "fixed")}


def test_the_page_merges_two_promised_problems(two: Two, cast: Cast, client: Client) -> None:
    away, stays, _, _ = two
    client.force_login(cast.handler)
    form = client.get(reverse("problem_detail", args=[away.pk])).context["merge"]
    assert [key for key, _label in form.fields["into"].choices] == [str(stays.pk)]
    answer = client.post(reverse("problem_merge", args=[away.pk]), {"merge-into": str(stays.pk)}, follow=True)
    assert (list(answer.context["merged"]), len(answer.context["remedies"])) == ([away], 2)
    assert timezone.localdate() in {line.event.on for line in answer.context["history"]}
