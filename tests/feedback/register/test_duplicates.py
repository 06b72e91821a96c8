"""Duplicate requests: properties of the measure, quality on labelled tasks, and that candidates miss nothing."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.register.duplicates import LEAST, Lines, find_duplicates
from feedback.register.likeness import Demand, compare, features_of, rarity

LABELLED = json.loads((Path(__file__).parent / "labelled.json").read_text(encoding="utf-8"))
ITEMS = ("姓名", "身份证号", "住址", "电话", "水位", "照片", "面积", "作物")
DEMANDS = st.builds(
    Demand,
    key=st.uuids(),
    department=st.sampled_from(["县民政局", "县教育局", "县水利局"]),
    name=st.text(alphabet="走访台账表巡查月报水位", min_size=1, max_size=8),
    items=st.lists(st.sampled_from(ITEMS), max_size=5).map("、".join),
    forms=st.lists(st.sampled_from(["走访登记表", "巡查系统", "水位小程序"]), max_size=2).map("、".join),
    place=st.sampled_from([1, 2, 3]),
)
# Place 1 stands above 2 and 3, which stand side by side.
LINES: Lines = {1: (1,), 2: (1, 2), 3: (1, 3)}


def _demands(rows: list[dict[str, Any]]) -> list[Demand]:
    return [
        Demand(f"{number:03}", row["by"], row["name"], row["items"], row["forms"]) for number, row in enumerate(rows)
    ]


def _quality(rows: list[dict[str, Any]]) -> tuple[float, float]:
    wanted = {
        frozenset((f"{one:03}", f"{other:03}"))
        for one, other in combinations(range(len(rows)), 2)
        if rows[one]["group"] and rows[one]["group"] == rows[other]["group"] and rows[one]["by"] != rows[other]["by"]
    }
    found = {frozenset((str(pair.first), str(pair.second))) for pair in find_duplicates(_demands(rows), {})}
    hits = len(found & wanted)
    return hits / len(found), hits / len(wanted)


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_labelled_duplicates_are_found(part: str) -> None:
    precision, recall = _quality(LABELLED[part])
    assert precision >= 0.9, (precision, recall)
    assert recall >= 0.85, (precision, recall)


@given(st.lists(DEMANDS, min_size=2, max_size=2))
def test_likeness_is_the_same_both_ways_and_lies_between_nothing_and_all(demands: list[Demand]) -> None:
    one, other = map(features_of, demands)
    weight = rarity([one, other])
    here, there = compare(one, other, weight), compare(other, one, weight)
    assert here.likeness == there.likeness
    assert 0 <= here.likeness <= 1
    assert here.shares == there.shares[::-1]
    assert all(0 <= share <= 1 for share in here.shares)
    assert len(here.items) == len(there.items)


@given(DEMANDS)
def test_nothing_is_more_alike_than_the_same(demand: Demand) -> None:
    one = features_of(demand)
    alike = compare(one, one, rarity([one]))
    assert alike.likeness >= LEAST or not (one.items or one.pairs)
    assert alike.shares == (1.0, 1.0) or not (one.items or one.pairs)


@settings(max_examples=60)
@given(st.lists(DEMANDS, max_size=12, unique_by=lambda demand: demand.key))
def test_what_all_pairs_would_find_is_found_and_nothing_else(demands: list[Demand]) -> None:
    features = {demand.key: features_of(demand) for demand in demands}
    weight = rarity(features.values())
    expected = set()
    for one, other in combinations(sorted(demands, key=lambda demand: str(demand.key)), 2):
        near = one.place in LINES[other.place] or other.place in LINES[one.place]
        apart = features[one.key].department != features[other.key].department
        if near and apart and compare(features[one.key], features[other.key], weight).likeness >= LEAST:
            expected.add((one.key, other.key))
    found = find_duplicates(demands, LINES)
    assert {(pair.first, pair.second) for pair in found} == expected
    assert len(found) == len(expected)


@given(st.lists(DEMANDS, max_size=8, unique_by=lambda demand: demand.key), st.randoms())
def test_the_order_of_the_register_changes_nothing(demands: list[Demand], chance: Any) -> None:
    shuffled = list(demands)
    chance.shuffle(shuffled)
    assert find_duplicates(demands, LINES) == find_duplicates(shuffled, LINES)


def test_towns_side_by_side_bear_no_duplicate() -> None:
    facts = {"name": "走访台账", "items": "姓名、住址"}
    here, beside = Demand("1", "县民政局", place=2, **facts), Demand("2", "县教育局", place=3, **facts)
    above = Demand("3", "县教育局", place=1, **facts)
    assert find_duplicates([here, beside], LINES) == []
    assert [(pair.first, pair.second) for pair in find_duplicates([here, above], LINES)] == [("1", "3")]
