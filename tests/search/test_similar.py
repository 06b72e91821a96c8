"""Documents about the same thing: the right ones, with reasons, and none that could leak."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import services
from search.services import similar
from tests.conftest import Cast
from tests.search.conftest import Shelf


@pytest.fixture
def shelf(notes: Shelf, cast: Cast) -> Shelf:
    notes.put("same", "走访台账重复填报", "民政局每月要走访台账，格式一直在变。")
    notes.put("near", "台账格式总在变", "走访的台账换了三次格式。")
    notes.put("other", "会议太多", "一周开了九个会。")
    notes.put("hidden", "走访台账重复填报", "民政局每月要走访台账。", f"user:{cast.leader.pk}")
    services.drain()
    return notes


def _keys(found: list[services.Alike]) -> list[str]:
    return [one.key for one in found]


def test_most_alike_come_first_with_reasons(shelf: Shelf) -> None:
    found = similar("民政局又要走访台账", title="走访台账", user=None)
    assert _keys(found) == ["same", "near"]
    assert found[0].score > found[1].score
    assert found[0].reasons[0].startswith("都提到")
    assert "台账" in found[0].reasons[0]
    assert found[0].title == "走访台账重复填报"


def test_document_is_compared_with_the_others_and_never_with_itself(shelf: Shelf) -> None:
    assert _keys(similar(like=("note", "same"), user=None)) == ["near"]
    assert similar(like=("note", "gone"), user=None) == []


def test_same_office_and_category_are_reasons(shelf: Shelf) -> None:
    for key in ("same", "near"):
        shelf.documents[key] = replace(shelf.documents[key], filters={"department": "县民政局", "category": "B01"})
    (found,) = similar(like=("note", "same"), user=None)
    assert found.reasons[1:] == ("同一部门要求：县民政局", "同一类别：B01")


def test_what_a_user_may_not_find_is_not_similar(shelf: Shelf, cast: Cast) -> None:
    assert "hidden" in _keys(similar("走访台账", user=cast.leader))
    assert "hidden" not in _keys(similar("走访台账", user=cast.handler))
    shelf.documents["same"] = replace(shelf.documents["same"], audience=frozenset({"user:0"}))
    assert "same" not in _keys(similar("走访台账", user=cast.handler))


def test_text_as_it_is_now_is_measured(shelf: Shelf) -> None:
    shelf.documents["same"] = replace(shelf.documents["same"], title="", body="完全不同")
    assert _keys(similar("民政局走访台账", user=None)) == ["near"]


def test_kinds_and_limit_narrow(shelf: Shelf, letters: Shelf) -> None:
    letters.put("1", "走访台账", "")
    services.drain()
    assert [(one.kind, one.key) for one in similar("走访台账", kinds=["letter"], user=None)] == [("letter", "1")]
    assert len(similar("走访台账", user=None, limit=1)) == 1
    assert similar("走访台账", user=None, limit=0) == []


def test_without_an_index_nothing_is_similar(notes: Shelf, index_folder: Path) -> None:
    notes.put("1", "报表")
    assert similar("报表", user=None) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(), st.text())
def test_any_text_may_be_compared(shelf: Shelf, text: str, title: str) -> None:
    assert all(0 < one.score <= 1 for one in similar(text, title=title, user=None))
