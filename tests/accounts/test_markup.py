"""What staff may write in Markdown, and what never gets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.markup import TAGS, clean_html, render_markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("您好，\n已收到。", "<p>您好，<br>\n已收到。</p>\n"),
        ("**重要** 与 *请看*", "<p><strong>重要</strong> 与 <em>请看</em></p>\n"),
        ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n"),
        ("3. 三\n4. 四", '<ol start="3">\n<li>三</li>\n<li>四</li>\n</ol>\n'),
        (
            "[规定](https://example.org/a)",
            '<p><a href="https://example.org/a" rel="noopener noreferrer">规定</a></p>\n',
        ),
        (
            "[写信](mailto:a@example.org)",
            '<p><a href="mailto:a@example.org" rel="noopener noreferrer">写信</a></p>\n',
        ),
    ],
)
def test_allowed_markdown_is_rendered(text: str, html: str) -> None:
    assert render_markdown(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("# 标题", "<p># 标题</p>\n"),
        ("![图](https://example.org/a.png)", None),
        ("| a | b |\n|---|---|\n| 1 | 2 |", None),
        ("[x](javascript:alert(1))", None),
        ("[x](http://example.org)", None),
        ("[x](/work/)", None),
        ("[x](//example.org)", None),
        ("`code`", "<p>`code`</p>\n"),
    ],
)
def test_everything_else_stays_text(text: str, html: str | None) -> None:
    rendered = render_markdown(text)
    assert html is None or rendered == html
    assert not re.search(r"<(script|img|table|h1|code)", rendered)
    assert 'href="http:' not in rendered
    assert 'href="/' not in rendered
    assert 'href="javascript' not in rendered


def test_clean_html_drops_handlers_styles_and_comments() -> None:
    assert clean_html('<p onclick="x()" style="color:red" class="a">甲<!-- 乙 --></p>') == "<p>甲</p>"


@given(st.text())
def test_render_markdown_never_gives_another_tag(text: str) -> None:
    rendered = render_markdown(text)
    assert {tag.lower() for tag in re.findall(r"</?([a-zA-Z][^\s>/]*)", rendered)} <= TAGS
    assert clean_html(rendered) == rendered
