"""A slip is noticed; what is suggested finds something, and gives nothing away."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import services
from search.sounding import homophones, initials, sounds
from search.suggesting import units_like
from tests.conftest import Cast, Organisation
from tests.search.conftest import Shelf


@pytest.fixture
def shelf(notes: Shelf, cast: Cast) -> Shelf:
    notes.put("1", "责任状签了又签", "防溺水巡查和秸秆禁烧，each platform has its password")
    notes.put("2", "机密台账", "", f"user:{cast.leader.pk}")
    notes.put("3", "慰问品发放", "减轻压力")
    services.drain()
    return notes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("责任壮", "责任状"), ("秸杆", "秸秆"), ("防弱水", "防溺水"), ("巡察", "巡查"), ("pasword", "password")],
)
def test_slip_is_mended(shelf: Shelf, typed: str, meant: str) -> None:
    page = services.search(typed, user=None)
    assert page.suggestion == meant
    assert services.search(page.suggestion, user=None).hits


@pytest.mark.parametrize("typed", ["慰问造访", "减负"])
def test_words_of_the_dictionary_are_no_slips(shelf: Shelf, typed: str) -> None:
    page = services.search(typed, user=None)
    assert (page.whole, page.suggestion) == (0, "")


def test_nothing_is_suggested_where_something_is_found(shelf: Shelf) -> None:
    assert services.search("责任状", user=None).suggestion == ""


def test_word_that_the_user_may_not_find_is_not_suggested(shelf: Shelf, cast: Cast) -> None:
    assert services.search("机秘", user=None).suggestion == ""
    assert services.search("机秘", user=cast.handler).suggestion == ""
    assert services.search("机秘", user=cast.leader).suggestion == "机密"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.text(max_size=20))
def test_any_text_may_be_mended(shelf: Shelf, text: str) -> None:
    suggestion = services.search(text, user=None).suggestion
    assert not suggestion or services.search(suggestion, user=None).hits


def test_characters_sound_alike_without_their_tones() -> None:
    assert sounds("状") == {"zhuang"}
    assert sounds("x") == frozenset()
    assert {"状", "壮", "装"} <= set(homophones("状"))
    assert homophones("x") == "x"
    assert initials("民政局2") == ("mzj2",)


def test_units_are_suggested_by_the_letters_of_their_sounds(organisation: Organisation, cast: Cast) -> None:
    assert units_like("mzj", cast.handler) == ["县民政局"]
    assert units_like("xmz", cast.handler) == ["县民政局"]
    assert units_like("柳塘", cast.handler) == ["柳塘镇", "柳塘镇水利站"]
    assert units_like("柳塘", None) == ["柳塘镇"]
    assert units_like("m", None) == units_like("qqqq", None) == []


@given(st.text(max_size=30))
def test_any_name_has_initials(text: str) -> None:
    assert all(len(letters) == len(text) for letters in initials(text))
