"""Narrowing by field words, and counts that give nothing away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from search import registry, services
from search.facets import Value
from search.registry import PUBLIC, Document
from tests.conftest import Cast, Organisation
from tests.search.conftest import Shelf, found

DAY = date(2026, 9, 1)


def _put(shelf: Shelf, key: str, audience: str = PUBLIC, on: date = DAY, **filters: str) -> None:
    shelf.documents[key] = Document(shelf.name, key, f"报表{key}", "每月一次", frozenset({audience}), on, filters)
    services.mark(shelf.name, key)


def _facets(text: str = "报表", **more: object) -> Mapping[str, list[Value]]:
    return services.search(text, user=None, counts=True, **more).facets  # type: ignore[arg-type]


def _counts(values: list[Value]) -> dict[str, int | None]:
    return {one.label: one.count for one in values}


def test_field_words_narrow_by_name(notes: Shelf, organisation: Organisation) -> None:
    _put(notes, "1", department="县民政局", unit=str(organisation.town.pk))
    _put(notes, "2", department="县教育局", unit=str(organisation.village.pk), on=date(2026, 2, 1))
    services.drain()
    assert found("报表 部门:民政") == ["1"]
    assert found("部门:教育局") == ["2"]
    assert found("报表 -部门:教育局") == ["1"]
    # The very name comes before names that contain it.
    assert found("单位:柳塘镇") == ["1"]
    assert sorted(found("单位:柳塘")) == ["1", "2"]
    assert found("季度:2026Q1") == found("季度:一季度") == ["2"]
    assert found("since:2026-03") == ["1"]
    assert found("until:2026-03 报表") == ["2"]
    assert found("部门:没有 报表") == []


def test_field_words_narrow_without_an_index_too(notes: Shelf) -> None:
    _put(notes, "1", department="县民政局")
    _put(notes, "2", department="县教育局")
    page = services.search("部门:民政", user=None)
    assert ([hit.key for hit in page.hits], page.partial) == (["1"], True)


def test_values_are_counted_with_their_names(notes: Shelf, letters: Shelf, organisation: Organisation) -> None:
    _put(notes, "1", department="县民政局", unit=str(organisation.town.pk))
    _put(notes, "2", department="县民政局")
    _put(letters, "3", department="县教育局")
    services.drain()
    facets = _facets()
    assert _counts(facets["department"]) == {"县民政局": 2, "县教育局": 1}
    assert _counts(facets["unit"]) == {"柳塘镇": 1}
    assert _counts(facets["quarter"]) == {"2026年第3季度": 3}
    assert _counts(facets["kind"]) == {"Note": 2, "Letter": 1}
    assert _counts(_facets(kinds=["letter"])["department"]) == {"县教育局": 1}


def test_what_a_user_may_not_find_is_not_counted_nor_named(notes: Shelf, cast: Cast) -> None:
    _put(notes, "1", department="县民政局")
    _put(notes, "2", f"user:{cast.leader.pk}", department="县纪委")
    services.drain()
    assert _counts(_facets()["department"]) == {"县民政局": 1}
    mine = services.search("报表", user=cast.leader, counts=True).facets["department"]
    assert _counts(mine) == {"县民政局": 1, "县纪委": 1}
    assert found("部门:纪委") == []


def test_kind_that_changed_is_not_counted_before_the_index_knows(notes: Shelf, letters: Shelf) -> None:
    _put(notes, "1", department="县民政局")
    _put(letters, "2", department="县教育局")
    services.drain()
    notes.documents["1"] = replace(notes.documents["1"], audience=frozenset({"user:0"}))
    services.mark("note", "1")
    assert _counts(_facets()["department"]) == {"县教育局": 1}


@pytest.fixture
def protected(notes: Shelf, letters: Shelf) -> Shelf:
    def protect(counts: Mapping[str, int]) -> Mapping[str, int | None]:
        return {key: count if count >= 3 else None for key, count in counts.items()}

    registry._kinds["note"] = replace(registry.kind("note"), protect=protect)  # noqa: SLF001
    return notes


def test_small_cells_are_hidden_by_the_kind_that_counts_persons(protected: Shelf, letters: Shelf) -> None:
    for number in range(3):
        _put(protected, str(number), category="甲")
    _put(protected, "9", category="乙")
    _put(letters, "l", category="乙")
    services.drain()
    # What is plain of another kind does not show the hidden part by a sum.
    assert _counts(_facets()["category"]) == {"甲": 3, "乙": None}
    assert _counts(_facets(kinds=["letter"])["category"]) == {"乙": 1}


def test_total_of_a_protected_kind_is_hidden_while_it_is_small(protected: Shelf) -> None:
    _put(protected, "1", category="甲")
    services.drain()
    assert _counts(_facets()["kind"]) == {"Note": None}


def test_those_without_a_value_are_a_cell_of_their_own(notes: Shelf) -> None:
    seen: list[Mapping[str, int]] = []

    def protect(counts: Mapping[str, int]) -> Mapping[str, int | None]:
        seen.append(counts)
        return counts

    registry._kinds["note"] = replace(registry.kind("note"), protect=protect)  # noqa: SLF001
    _put(notes, "1", category="甲")
    _put(notes, "2")
    services.drain()
    assert "" not in _counts(_facets()["category"])
    assert {"甲": 1, "": 1} in seen
