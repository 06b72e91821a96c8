import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.recurrence import Note, Scale, group, linkage, neighbours
from feedback.recurrence import grouping as grouping_module
from feedback.recurrence.grouping import group_rows
from feedback.recurrence.rows import Rows
from feedback.recurrence.settling import settle
from feedback.recurrence.vectors import THRESHOLD, product, total_at

DROWNING = [
    Note("防溺水日报每天四点前要报，下雨没人也要报巡塘次数。", category="B03", task="防溺水日报"),
    Note("巡塘一天四遍，救生圈数量每周都一样，还要重填防溺水表。", category="B03", task="防溺水周报"),
    Note("暑假防溺水零报告，报了六十二天的无。", category="B03", task="防溺水情况报告"),
]
CLAIMS = [
    Note("报销两百块油费要七个签字，核算中心退了三次发票。", category="B14", task="差旅报销"),
    Note("报销单贴发票胶水不对也退，垫钱垫到现在。", category="B14", task="报账"),
]
STRAY = Note("食堂改革以后晚上没有饭吃。", category="B99")


def test_group_puts_together_what_tells_of_one_problem_and_leaves_the_rest() -> None:
    notes = [DROWNING[0], CLAIMS[0], STRAY, DROWNING[1], CLAIMS[1], DROWNING[2]]
    assert [each.members for each in group(notes)] == [(0, 3, 5), (1, 4)]


def test_group_says_how_alike_the_members_are() -> None:
    same = group([DROWNING[0], DROWNING[0]])
    assert [round(each.cohesion, 3) for each in same] == [1.0]
    assert all(THRESHOLD <= each.cohesion < 1 for each in group([*DROWNING, *CLAIMS]))


def test_a_higher_threshold_never_joins_more() -> None:
    assert group([*DROWNING, *CLAIMS, STRAY], threshold=1.1) == []


@settings(max_examples=25)
@given(st.lists(st.builds(Note, words=st.text(max_size=40), category=st.sampled_from(["", "B03", "B14"])), max_size=12))
def test_each_note_is_in_one_group_at_most(notes: list[Note]) -> None:
    members = [member for each in group(notes) for member in each.members]
    assert len(members) == len(set(members))
    assert set(members) <= set(range(len(notes)))
    assert all(len(each.members) > 1 and 0 <= each.cohesion <= 1 for each in group(notes))


# The same words in another matter of another kind.
NEAR_MISS = Note("名单贴在公示栏里，两百个签字，贴不下也退。", category="B06", task="公示栏")


@settings(max_examples=10)
@given(st.permutations([*DROWNING, *CLAIMS, STRAY, NEAR_MISS]))
def test_the_order_of_notes_changes_no_group_and_single_ones_stay_single(notes: list[Note]) -> None:
    found = {frozenset(notes[at] for at in each.members) for each in group(notes)}
    assert found == {frozenset(DROWNING), frozenset(CLAIMS)}


def test_many_notes_are_grouped_by_their_neighbours_as_few_are_by_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [*DROWNING, STRAY, *CLAIMS, NEAR_MISS]
    by_all_pairs = group(notes)
    for module in (neighbours, linkage, grouping_module):
        monkeypatch.setattr(module, "ALL_UP_TO", 0)
    by_neighbours = group(notes)
    assert [each.members for each in by_neighbours] == [each.members for each in by_all_pairs]
    assert [round(each.cohesion, 5) for each in by_neighbours] == [round(each.cohesion, 5) for each in by_all_pairs]


def test_a_row_moves_to_the_group_it_fits_better_and_one_that_fits_nowhere_stands_alone() -> None:
    likeness = np.full((6, 6), -1.0, dtype=np.float32)
    for one, other in ((0, 1), (2, 3), (2, 4), (3, 4)):
        likeness[one, other] = likeness[other, one] = 9.0
    # The third was joined to the first two, and the sixth to the others; neither is like them.
    assert settle(likeness, [[0, 1, 2], [3, 4, 5]], 1.0) == [[0, 1], [2, 3, 4]]


def test_two_groups_must_be_more_alike_than_a_single_row_and_a_group() -> None:
    one, other, single = {"a": 3.0, "c": 2.0}, {"b": 3.0, "c": 2.0}, {"c": 2.0}
    groups = [members for members, _mean in group_rows(Rows.of([one, one, other, other]), 3.9)]
    assert groups == [[0, 1], [2, 3]]
    assert [members for members, _mean in group_rows(Rows.of([one, one, single]), 3.9)] == [[0, 1, 2]]
    assert [sorted(members) for members, _mean in group_rows(Rows.of([one, one, other, other]), 3.5)] == [[0, 1, 2, 3]]


def test_rows_have_the_products_of_their_vectors_also_where_something_speaks_against() -> None:
    notes = [Note("防溺水日报", asked_by=name) for name in ("县教育局", "县水利局", "县教育局、县水利局", "")]
    scale = Scale.of(notes)
    vectors = [scale.vector(note) for note in notes]
    found = Rows.of(vectors).products()
    assert found.tolist() == [pytest.approx([product(one, other) for other in vectors], abs=1e-4) for one in vectors]
    assert found[0, 1] < found[0, 3] < found[0, 2] + found[0, 0]


@pytest.mark.parametrize(("chance", "total"), [(0.0, -np.inf), (1.0, np.inf), (2.0, np.inf)])
def test_no_product_goes_with_what_is_certain(chance: float, total: float) -> None:
    assert total_at(chance) == total
