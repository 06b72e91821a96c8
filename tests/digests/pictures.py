"""Pages of a PDF as small grey pictures, and how far two of them lie apart; owns the measure, and knows no page.

A picture is compared by the ink in squares of about two millimetres: another release of a font moves ink by fractions
of one, while a line, a column or a chart out of its place moves it by whole ones.
"""

import subprocess
from pathlib import Path

from PIL import Image, ImageChops

DPI = 110
# What is kept is half as wide; what is compared, an eighth.
KEPT, COMPARED = 2, 4
# Of 255; and which share of the squares may differ by more.
NOTICEABLE, TOLERATED = 40, 0.004


def picture(pdf: Path, page: int) -> Image.Image:
    """Return one page in grey, reduced to what is kept of it; pages count from one."""
    target = pdf.with_name(f"page{page}")
    command = ("pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-gray", "-singlefile", pdf, target)
    subprocess.run(command, check=True)  # noqa: S603  # our own words
    with Image.open(target.with_suffix(".pgm")) as whole:
        return whole.convert("L").reduce(KEPT)


def keep(drawn: Image.Image, path: Path) -> None:
    """Write a picture in sixteen greys, which is enough to be looked at and takes a third of the room."""
    path.parent.mkdir(exist_ok=True)
    drawn.quantize(16).save(path, optimize=True)


def apart(drawn: Image.Image, kept: Image.Image) -> float:
    """Return the share of squares whose ink differs noticeably, 1 where even the sizes do."""
    if drawn.size != kept.size:
        return 1.0
    squares = [each.convert("L").reduce(COMPARED) for each in (drawn, kept)]
    counts = ImageChops.difference(*squares).histogram()
    return sum(counts[NOTICEABLE:]) / sum(counts)
