from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import Unit
from feedback import anonymity
from feedback.anonymity import Suppressed, suppress
from tests.conftest import Organisation

counts = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 60), max_size=8)


def test_units_under_the_floor_are_not_offered(organisation: Organisation) -> None:
    assert organisation.village not in anonymity.offered_own_units()
    assert organisation.town in anonymity.offered_own_units()


def test_a_small_unit_is_stood_for_by_its_nearest_large_ancestor(organisation: Organisation) -> None:
    team = Unit.objects.create(name="水利站一组", parent=organisation.village, staff_count=3)
    assert anonymity.offered_instead_of(team) == organisation.town
    assert anonymity.offered_instead_of(organisation.town) == organisation.town
    assert anonymity.offered_instead_of(Unit.objects.create(name="小所", staff_count=2)) is None


def test_the_floor_is_a_setting(organisation: Organisation, settings: Settings) -> None:
    settings.UNIT_FLOOR = 80
    assert set(anonymity.offered_own_units()) == {organisation.county, organisation.town}


def test_may_receive_excludes_the_unit_complained_of_and_all_below(organisation: Organisation) -> None:
    units = [organisation.county, organisation.bureau, organisation.town, organisation.other_town, organisation.village]
    assert [anonymity.may_receive(unit, organisation.town) for unit in units] == [True, True, False, True, False]
    assert [anonymity.may_receive(unit, organisation.county) for unit in units] == [False] * 5
    assert [anonymity.may_receive(unit, None) for unit in units] == [True] * 5


def test_release_by_is_the_day_plus_the_setting(settings: Settings) -> None:
    settings.POOL_DAYS = 3
    assert anonymity.release_by(date(2026, 12, 30)) == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ({}, Suppressed({}, None, None)),
        ({"a": 9}, Suppressed({"a": None}, None, None)),
        ({"a": 10}, Suppressed({"a": 10}, None, 10)),
        ({"a": 12, "b": 30}, Suppressed({"a": 12, "b": 30}, None, 42)),
        ({"a": 3, "b": 12, "c": 30}, Suppressed({"a": None, "b": None, "c": 30}, 15, 45)),
        ({"a": 3, "b": 30}, Suppressed({"a": None, "b": None}, None, 33)),
        ({"a": 6, "b": 7, "c": 30}, Suppressed({"a": None, "b": None, "c": 30}, 13, 43)),
        ({"a": 9, "b": 9, "c": 30, "d": 40}, Suppressed({"a": None, "b": None, "c": None, "d": 40}, 48, 88)),
        ({"a": 0, "b": 0, "c": 0}, Suppressed({"a": None, "b": None, "c": None}, None, None)),
        ({"a": 1, "b": 2}, Suppressed({"a": None, "b": None}, None, None)),
    ],
)
def test_suppress_on_cases_worked_by_hand(given_counts: dict[str, int], expected: Suppressed[str]) -> None:
    assert suppress(given_counts, floor=10) == expected


def test_suppress_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        suppress({"a": -1})


def test_suppress_takes_its_floor_from_the_settings(settings: Settings) -> None:
    settings.CELL_FLOOR = 4
    assert suppress({"a": 4, "b": 3, "c": 9}) == Suppressed({"a": None, "b": None, "c": 9}, 7, 16)


@given(counts, st.integers(2, 15))
def test_suppress_shows_nothing_under_the_floor_and_keeps_what_it_shows(cells: dict[str, int], floor: int) -> None:
    shown = suppress(cells, floor=floor)
    assert shown.cells.keys() == cells.keys()
    assert all(value is None or value == cells[key] >= floor for key, value in shown.cells.items())
    assert shown.other is None or shown.other >= floor
    assert shown.total == (sum(cells.values()) if sum(cells.values()) >= floor else None)


@given(counts, st.integers(2, 15))
def test_no_hidden_cell_follows_from_the_total(cells: dict[str, int], floor: int) -> None:
    shown = suppress(cells, floor=floor)
    hidden = [key for key, value in shown.cells.items() if value is None]
    if shown.total is not None and hidden:
        assert len(hidden) >= 2
        assert shown.total - sum(value or 0 for value in shown.cells.values()) >= floor


TABLES = [(2, 2, 8), (2, 3, 8), (2, 4, 7), (3, 3, 14), (3, 4, 8), (4, 3, 16), (5, 3, 18), (10, 2, 60)]
Shown = tuple[tuple[int | None, ...], int | None, int | None]


@pytest.mark.parametrize(("floor", "cells", "most"), TABLES)
def test_nobody_who_knows_the_rule_can_compute_a_hidden_cell(floor: int, cells: int, most: int) -> None:
    """Tries every table: who sees the output and knows the rule is left with two values or more per hidden cell."""
    possible: dict[Shown, list[set[int]]] = defaultdict(lambda: [set() for _ in range(cells)])
    for table in product(range(most + 1), repeat=cells):
        shown = suppress(dict(enumerate(table)), floor=floor)
        for values, value in zip(possible[_key(shown)], table, strict=True):
            values.add(value)
    # Beyond the largest count tried, values are missing; outputs with such a total say nothing.
    inside = {key: values for key, values in possible.items() if (key[2] or 0) < most}
    assert len(inside) > 3
    solved = [
        (key, values)
        for key, values in inside.items()
        if any(cell is None and len(each) == 1 for cell, each in zip(key[0], values, strict=True))
    ]
    assert solved == []


def _key(shown: Suppressed[int]) -> Shown:
    return tuple(shown.cells.values()), shown.other, shown.total
