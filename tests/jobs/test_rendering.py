"""PDF documents: the same bytes, readable Chinese, and nothing fetched from elsewhere."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from jobs import libraries, rendering
from jobs.rendering import RenderingFailed, RenderingUnavailable, page_count, render_pdf

STYLE = '<style>@page { font-family: "Noto Serif CJK SC" } body { font-family: "Noto Serif CJK SC" }</style>'


def _page(body: str) -> str:
    return f"<!doctype html><html lang='zh-hans'><head><title>x</title>{STYLE}</head><body>{body}</body></html>"


def test_render_pdf_gives_equal_bytes_and_readable_text() -> None:
    first = render_pdf(_page("<h1>季度简报</h1><p>直接减负 12 项。</p>"), title="简报", identifier=b"2026Q3")
    second = render_pdf(_page("<h1>季度简报</h1><p>直接减负 12 项。</p>"), title="简报", identifier=b"2026Q3")
    assert first == second
    document = PdfReader(BytesIO(first))
    assert page_count(first) == len(document.pages) == 1
    assert document.pages[0].extract_text() == "季度简报\n直接减负 12 项。"
    assert document.metadata is not None
    assert document.metadata.title == "简报"
    assert "/CreationDate" not in document.metadata
    assert "/ModDate" not in document.metadata
    assert document.trailer["/Root"]["/Lang"] == "zh-hans"  # type: ignore[index]


@pytest.mark.parametrize(
    "body",
    [
        "<img src='http://127.0.0.1:1/a.png'>",
        "<img src='https://example.org/a.png'>",
        "<img src='file:///etc/hostname'>",
        "<link rel=stylesheet href='file:///etc/hostname'>",
        "<img src='static:no/such.png'>",
        "<img src='static:../manage.py'>",
        "<img src='relative.png'>",
        "<style>@import 'https://example.org/a.css'</style>",
    ],
)
def test_render_pdf_refuses_every_other_url(body: str) -> None:
    with pytest.raises(RenderingFailed):
        render_pdf(_page(body), title="x", identifier=b"x")


def test_render_pdf_serves_data_and_static_urls(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@page { size: 100mm 50mm }")
    settings.STATICFILES_DIRS = [tmp_path]
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    html = _page(f"<link rel=stylesheet href='static:a.css'><img alt='点' src=\"{dot}\">")
    page = PdfReader(BytesIO(render_pdf(html, title="x", identifier=b"x"))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (283, 142)


def test_a_shared_stylesheet_sets_the_same_bytes_and_a_faulty_one_is_refused_each_time() -> None:
    shared = STYLE.removeprefix("<style>").removesuffix("</style>")
    inside = _page("<p>直接减负 12 项。</p>")
    apart = inside.replace(STYLE, "")
    made = {render_pdf(apart, title="x", identifier=b"x", style=shared) for _ in range(2)}
    assert made == {render_pdf(inside, title="x", identifier=b"x")}
    for _ in range(2):
        with pytest.raises(RenderingFailed):
            render_pdf(apart, title="x", identifier=b"x", style="@import 'https://example.org/a.css';")


def test_render_pdf_raises_for_a_character_without_glyph() -> None:
    with pytest.raises(RenderingFailed, match="glyph"):
        render_pdf(_page("\U000f1234"), title="x", identifier=b"x")


def test_render_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "LIBRARIES", {"libnone.so.0": "libnone0"})
    with pytest.raises(RenderingUnavailable, match=r"need libnone0\. Install with: apt-get install -y libpango"):
        rendering.render_pdf(_page("x"), title="x", identifier=b"x")
