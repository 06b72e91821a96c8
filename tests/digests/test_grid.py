"""The line grid of official documents, measured in the PDF: 22 lines of 28 characters between 37 and 262 mm."""

from collections import defaultdict
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from digests.document import STYLE
from jobs import fonts
from jobs.rendering import render_pdf

MM = 72 / 25.4
SIZE = 5.565
# Below its baseline an ideograph has 12 hundredths of its size.
FOOT = 0.12 * SIZE
Lines = dict[float, list[tuple[float, str]]]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Three pages of running text and little else."""
    text = "减负工作要落到实处不搞形式" * 115
    html = f"<!doctype html><html lang='zh-hans'><meta charset='utf-8'><style>{STYLE.read_text()}</style><p>{text}</p>"
    return render_pdf(html, title="版心", identifier=b"grid")


def _lines(pdf: bytes, number: int) -> Lines:
    """Return the characters of a page by the foot of their line, each piece with where it begins, in millimetres."""
    page = PdfReader(BytesIO(pdf)).pages[number]
    found: Lines = defaultdict(list)

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        words = text.strip()
        if words and "—" not in words:
            x, y = (tm[4] * cm[at] + tm[5] * cm[at + 2] + cm[at + 4] for at in (0, 1))
            found[round((float(page.mediabox.height) - y) / MM + FOOT, 2)].append((x / MM, words))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(("page", "left"), [(0, 28), (1, 26)])
def test_a_page_of_text_has_22_lines_of_28_characters(pdf: bytes, page: int, left: float) -> None:
    lines = _lines(pdf, page)
    feet = sorted(lines)
    assert len(feet) == 22
    assert [feet[0] - SIZE, feet[-1]] == pytest.approx([37, 262], abs=0.3)
    assert [below - above for above, below in pairwise(feet)] == pytest.approx([10.449] * 21, abs=0.02)
    # The paragraph begins with two empty characters.
    counts = [sum(len(words) for _start, words in lines[foot]) for foot in feet]
    assert counts == [28 - 2 * (page == 0), *[28] * 21]
    assert min(start for start, _words in lines[feet[1]]) == pytest.approx(left, abs=0.1)


def test_text_is_set_in_fangsong_and_rare_characters_in_the_named_fallback(pdf: bytes) -> None:
    assert list(fonts.faces()) == ["QZ FangSong", "QZ Kai"]
    html = f"<!doctype html><html lang='zh-hans'><meta charset='utf-8'><style>{STYLE.read_text()}</style>"
    rare = render_pdf(f"{html}<p>减负𬭎</p><h3>楷体</h3>", title="字", identifier=b"rare")
    assert _fonts(pdf) == {"QZ-FangSong", "Noto-Serif-CJK-SC"}
    assert _fonts(rare) == {"QZ-FangSong", "QZ-Kai", "Noto-Serif-CJK-SC"}


def _fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        named = (part for part in document.objects if isinstance(part, pikepdf.Dictionary) and "/BaseFont" in part)
        return {str(part["/BaseFont"]).partition("+")[2] for part in named}


def test_lines_of_all_faces_are_equally_high() -> None:
    for path in fonts.faces().values():
        with TTFont(path) as font:
            assert (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap) == (1151, -286, 0)
