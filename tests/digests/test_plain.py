"""The plain layout: the words and figures of the official one, on pages that fill a phone, and nothing cut off."""

import html
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from digests.document import LAYOUTS, OFFICIAL, PLAIN, file_name, render, render_html
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
# On paper only: the red head, and heads of tables that are told row by row.
ON_PAPER = re.compile(r'<p class="redhead">.*?</p>|<thead>.*?</thead>', re.DOTALL)


@pytest.fixture
def edition(organisation: Organisation) -> Edition:
    quarter(organisation)
    return build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)


def _pieces(document: str) -> list[str]:
    """Return the words between the tags of a document, in their order, without spaces."""
    body = ON_PAPER.sub("", APART.sub("", document)).partition("<body>")[2]
    return [words for each in re.split(r"<[^>]*>", body) if (words := "".join(html.unescape(each).split()))]


def _text(pages: PdfReader) -> str:
    """Return what the pages say, without their numbers and spaces."""
    sheets = (page.extract_text().rstrip().removesuffix(str(at)) for at, page in enumerate(pages.pages, start=1))
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


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_plain_layout_says_all_that_the_official_one_says_and_fits_its_page(
    edition: Edition, tmp_path: Path, language: str
) -> None:
    documents = [render_html(edition, language, layout) for layout in LAYOUTS]
    assert APART.sub("", documents[0]) == APART.sub("", documents[1])
    pdf = render(edition, language, PLAIN)
    pages = PdfReader(BytesIO(pdf))
    sizes = {tuple(round(float(side) / MM) for side in (page.mediabox.width, page.mediabox.height)) for page in pages.pages}
    assert sizes == {SIZE_MM}
    text, at = _text(pages), 0
    for piece in _pieces(documents[1]):
        found = text.find(piece, at)
        assert found >= 0, piece
        at = found + len(piece)
    assert "问题直报专报" not in text
    assert broken_rules(pdf) == []
    edges = _edges(tmp_path, pdf)
    assert len(edges) == len(pages.pages)
    assert min(edges) == 255


def test_the_layouts_are_files_of_their_own_and_each_is_the_same_for_ever(edition: Edition) -> None:
    assert file_name(edition, "en", PLAIN) == "清源县-2026Q3-r1-phone-en.pdf"
    edition.figures["recurring"]["rows"] = []
    plain, official = (render(edition, "zh-hans", layout) for layout in (PLAIN, OFFICIAL))
    assert plain == render(edition, "zh-hans", PLAIN)
    identifiers = {bytes(PdfReader(BytesIO(pdf)).trailer["/ID"][0]) for pdf in (plain, official)}  # type: ignore[index]
    assert len(identifiers) == 2
