"""What is shown of a document."""

import re

from hypothesis import given
from hypothesis import strategies as st

from search.query import parse
from search.snippets import LENGTH, highlight, snippet

any_text = st.text(st.characters(codec=None) | st.sampled_from("报表重复<>&'\"- ＡaA１ﬁ"), max_size=300)


def test_marks_what_was_meant_not_only_what_was_typed() -> None:
    assert highlight("Ｆｏｒｍｓ and form, ﬁlling", parse("form fill")) == (
        "<mark>Ｆｏｒｍｓ</mark> and <mark>form</mark>, <mark>ﬁlling</mark>"
    )


def test_long_body_is_cut_around_the_first_word() -> None:
    shown = snippet("前" * 200 + "报表" + "后" * 200, parse("报表"))
    assert shown == "…" + "前" * 30 + "<mark>报表</mark>" + "后" * (LENGTH - 32) + "…"


def test_end_of_the_body_fills_the_passage() -> None:
    assert snippet("前" * 200 + "报表", parse("报表")) == "…" + "前" * (LENGTH - 2) + "<mark>报表</mark>"


def test_lines_of_the_body_stay_apart() -> None:
    assert snippet("每月要报\n\n  县民政局  要的\n", parse("民政")) == "每月要报 · 县<mark>民政</mark>局 要的"


def test_body_without_the_words_is_shown_from_its_beginning() -> None:
    assert snippet("每月要报" * 100, parse("税务")) == ("每月要报" * 100)[:LENGTH] + "…"


def test_a_mark_cut_by_the_edge_stays_inside() -> None:
    shown = snippet("报表" + "中" * (LENGTH - 3) + "报表", parse("报表"))
    assert shown == "<mark>报表</mark>" + "中" * (LENGTH - 3) + "<mark>报</mark>…"


@given(any_text, any_text)
def test_no_markup_but_marks_and_nothing_of_the_text_lost(text: str, typed: str) -> None:
    query = parse(typed)
    for shown in (highlight(text, query), snippet(text, query)):
        bare = re.sub(r"</?mark>", "", shown)
        assert not set("<>\"'") & set(bare)
        assert shown.count("<mark>") == shown.count("</mark>")
        assert re.fullmatch(r"([^&]|&(lt|gt|amp|quot|#x27);)*", bare, re.DOTALL)
