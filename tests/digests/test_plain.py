"""The plain layout: the words and figures of the official one, on pages that fill a phone, and nothing cut off."""

import html
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from digests.document import LANGUAGES, LAYOUTS, PLAIN, file_name, render, render_html
from digests.models import Edition
from digests.periods import Quarter
from digests.services import build_edition
from tests.cast import Organisation
from tests.digests.rows import BUILT, quarter
from tests.jobs.test_archival import broken_rules

SIZE_MM, MM = (105, 187), 72 / 25.4
DPI, MARGIN_MM = 51, 5.5
# What differs between the layouts: style, and how charts are drawn.
APART = re.compile(r"<style>.*?</style>|<svg.*?</svg>", re.DOTALL)
# On paper only: the red head, and heads of tables that are told row by row. Notes stand at the foot of their page.
ON_PAPER = re.compile(r'<p class="redhead">.*?</p>|<thead>.*?</thead>|<span class="hint fn">.*?</span>', re.DOTALL)
NOTE = re.compile(r'<span class="hint fn">(.*?)</span>')


@pytest.fixture
def edition(organisation: Organisation) -> Edition:
    quarter(organisation)
    return build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)


def _pieces(document: str) -> list[str]:
    """Return the words between the tags of a document, in their order, without spaces."""
    body = ON_PAPER.sub("", APART.sub("", document)).partition("<body>")[2]
    return [words for each in re.split(r"<[^>]*>", body) if (words := "".join(html.unescape(each).split()))]


def _text(pages: PdfReader) -> str:
    """Return what the pages say without spaces and what is drawn last: the marks of lists, and the page's number."""
    sheets = (re.sub(r"(\n\d+\. )*\n\d+$", "", page.extract_text().rstrip()) for page in pages.pages)
    return "".join("".join(sheets).split())


def _edges(folder: Path, pdf: bytes) -> list[int]:
    """Return the darkest grey in the outer margins of each page."""
    source = folder / "plain.pdf"
    source.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", source, folder / "page"], check=True)  # noqa: S603, S607
    wide = round(MARGIN_MM * DPI / 25.4)
    darkest = []
    for path in sorted(folder.glob("page*.pgm")):
        with Image.open(path) as page:
            sides = [(0, 0, wide, page.height), (page.width - wide, 0, page.width, page.height)]
            darkest.append(min(int(page.crop(side).getextrema()[0]) for side in sides))  # type: ignore[arg-type]
    return darkest


def test_the_plain_layout_says_all_that_the_official_one_says_and_fits_its_page(
    edition: Edition, tmp_path: Path
) -> None:
    for language in LANGUAGES:
        documents = [render_html(edition, language, layout) for layout in LAYOUTS]
        assert APART.sub("", documents[0]) == APART.sub("", documents[1])
    document, pdf = render_html(edition, "zh-hans", PLAIN), render(edition, "zh-hans", PLAIN)
    pages = PdfReader(BytesIO(pdf))
    sizes = {(round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) for page in pages.pages}
    assert sizes == {SIZE_MM}
    text, at = _text(pages), 0
    for piece in _pieces(document):
        found = text.find(piece, at)
        assert found >= 0, piece
        at = found + len(piece)
    notes = ["".join(html.unescape(note).split()) for note in NOTE.findall(document)]
    assert [note in text for note in notes] == [True] * 2
    assert "问题直报专报" not in text
    assert broken_rules(pdf) == []
    edges = _edges(tmp_path, pdf)
    assert (len(edges), min(edges)) == (len(pages.pages), 255)
    # A file of its own, with a name and an identifier of its own.
    assert file_name(edition, "en", PLAIN) == "清源县-2026Q3-r1-phone-en.pdf"
    assert edition.sha256 not in str(pages.trailer["/ID"])
