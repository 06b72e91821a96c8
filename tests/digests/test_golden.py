"""Three pages of an edition beside pictures that a person looked at: masthead, table with chart, and the last page.

Where a change of the layout is meant, write the pictures anew, look at them, and commit them:

    REWRITE_PICTURES=1 python -m pytest tests/digests/test_golden.py
"""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from digests.document import render
from digests.periods import Quarter
from digests.services import build_edition
from tests.cast import Organisation
from tests.digests.pictures import TOLERATED, apart, keep, picture
from tests.digests.rows import BUILT, quarter

FOLDER = Path(__file__).parent / "golden"
NAMES = ("masthead", "table-and-chart", "last")
Change = Callable[[Image.Image], Image.Image]


def test_three_pages_look_as_they_did(organisation: Organisation, tmp_path: Path) -> None:
    quarter(organisation)
    edition = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    # What differs from one database to the next.
    edition.sha256, edition.trail_head = "5e" * 32, "7d" * 32
    content, pdf = render(edition, "zh-hans"), tmp_path / "edition.pdf"
    pdf.write_bytes(content)
    pages = (1, 3, len(PdfReader(BytesIO(content)).pages))
    drawn = {name: picture(pdf, page) for name, page in zip(NAMES, pages, strict=True)}
    if os.environ.get("REWRITE_PICTURES"):
        for name, each in drawn.items():
            keep(each, FOLDER / f"{name}.png")
    found = {name: apart(each, _kept(name)) for name, each in drawn.items()}
    assert {name: share for name, share in found.items() if share > TOLERATED} == {}


def _kept(name: str) -> Image.Image:
    with Image.open(FOLDER / f"{name}.png") as kept:
        return kept.convert("L")


def _without(box: tuple[int, int, int, int]) -> Change:
    def change(page: Image.Image) -> Image.Image:
        page.paste(255, box)
        return page

    return change


def _moved(across: int, down: int) -> Change:
    return lambda page: ImageChops.offset(page, across, down)


# In pixels of what is kept, two to a millimetre: the figures of the summary, the chart, the imprint.
GONE = {"masthead": (0, 335, 455, 445), "table-and-chart": (0, 140, 455, 300), "last": (0, 505, 455, 575)}


@pytest.mark.parametrize("name", NAMES)
def test_the_measure_forgives_another_font_and_not_another_layout(name: str) -> None:
    forgiven: dict[str, Change] = {
        "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1)),
        "bolder": lambda page: page.point(lambda ink: max(0, ink - 12)),
        "a quarter of a millimetre lower": lambda page: Image.blend(page, _moved(0, 1)(page), 0.5),
    }
    broken: dict[str, Change] = {
        "a line lower": _moved(0, 22),
        "two millimetres lower": _moved(0, 4),
        "two millimetres to the side": _moved(4, 0),
        "a part is gone": _without(GONE[name]),
    }
    shares = {case: apart(change(_kept(name)), _kept(name)) for case, change in (forgiven | broken).items()}
    assert {case for case, share in shares.items() if share <= TOLERATED} == set(forgiven), shares
