"""THE maker of charts: accessible bars as SVG for page and PDF alike; owns how a bar is drawn, never a number.

Bars start at zero, and ranges lie on a scale from zero. A hidden number is drawn as an empty, dashed box and says so.
Everything is told in the title too, and a table always stands beside the chart. Only presentation attributes: the
pages' policy forbids inline style.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, ROW, TOP_LINE, BAR = 480, 42, 17, 14
END_ROOM = 96
LABEL_CELLS, PHONE_CELLS = 56, 42
# So wide is what has no width, to be seen at all.
LEAST = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `value` None is hidden, `before` (None: not known) is marked by a line.

    `hidden` is what stands at this one where it is hidden, if that is more than at the others.
    """

    label: str
    value: int | None
    before: int | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """One range from its lower to its upper end; None is hidden."""

    label: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours and font: of the screen, where they follow the theme, or of paper, where they print well in grey.

    Where it is `fluid`, a chart fills the width there is and its letters keep their size; else all grows alike, from a
    picture so many units wide: the narrower it is, the larger are its letters.
    """

    text: str
    bar: str
    font: str
    fluid: bool = False
    width: int = WIDTH

    @property
    def room(self) -> int:
        """What is left free behind the longest bar: on a phone a share of the width is less than on paper."""
        return END_ROOM * 3 // 2 if self.fluid else END_ROOM

    @property
    def cells(self) -> int:
        """How many half-width characters of a label there is room for."""
        return PHONE_CELLS if self.fluid or self.width < WIDTH else LABEL_CELLS

    def along(self, length: float) -> str:
        """Return a length along the bars as it is written: of `WIDTH`, or a share of the width there is."""
        return f"{length / WIDTH:.2%}" if self.fluid else f"{length:.1f}".removesuffix(".0")


SCREEN = Ink("currentColor", "var(--seal)", "inherit", fluid=True)
PAPER = Ink("#000", "#9b1c1c", "Noto Sans CJK SC")
# For a page as narrow as a phone, whose letters must be as large as the text beside them.
PHONE = Ink("#000", "#9b1c1c", "Noto Sans CJK SC", width=320)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def shorten(label: str, cells: int = LABEL_CELLS) -> str:
    """Return `label`, cut to a width of `cells` half-width characters; the table has it in full."""
    width = 0
    for place, character in enumerate(label):
        width += 2 if _wide(character) else 1
        if width > cells:
            return label[:place] + "…"
    return label


def bars(rows: Sequence[Bar], *, title: str, hidden: str, ink: Ink) -> SafeString:
    """Return the SVG of horizontal bars.

    Args:
        rows: the bars, from top to bottom.
        title: the key sentence, read aloud in place of the picture.
        hidden: what stands at a hidden bar.
        ink: colours and font.
    """
    most = max((number for row in rows for number in (row.value, row.before) if number), default=1)
    return _frame([_bar(row, place * ROW, most, hidden, ink) for place, row in enumerate(rows)], title, ink)


def ranges(rows: Sequence[Range], *, title: str, hidden: str, ink: Ink) -> SafeString:
    """Return the SVG of horizontal ranges, each drawn from its lower to its upper end on a scale from zero.

    Args:
        rows: the ranges, from top to bottom.
        title: the key sentence, read aloud in place of the picture.
        hidden: what stands at a hidden range.
        ink: colours and font.
    """
    most = max((row.span[1] for row in rows if row.span), default=1) or 1
    return _frame([_range(row, place * ROW, most, hidden, ink) for place, row in enumerate(rows)], title, ink)


def _frame(drawn: Sequence[SafeString], title: str, ink: Ink) -> SafeString:
    high = ROW * len(drawn)
    size = format_html('height="{}"', high) if ink.fluid else format_html('viewBox="0 0 {} {}"', ink.width, high)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="100%" {size} '
        'font-family="{font}" font-size="13.5" fill="{text}" aria-label="{title}"><title>{title}</title>{drawn}</svg>',
        size=size, font=ink.font, text=ink.text, title=title,
        drawn=format_html_join("", "{}", ((one,) for one in drawn)),
    )  # fmt: skip


def _label(words: str, top: int, ink: Ink) -> SafeString:
    return format_html('<text x="0" y="{}">{}</text>', top + TOP_LINE - 3, shorten(words, ink.cells))


def _box(start: float, length: float, top: int, ink: Ink) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        ink.along(start), top + TOP_LINE + 2, ink.along(length), BAR, ink.bar,
    )  # fmt: skip


def _beside(end: float, words: object, top: int, ink: Ink) -> SafeString:
    x = format_html('x="{}" dx="7"', ink.along(end)) if ink.fluid else format_html('x="{}"', f"{end + 7:.1f}")
    return format_html('<text {} y="{}">{}</text>', x, top + TOP_LINE + BAR - 1, words)


def _hidden(hidden: str, top: int, ink: Ink) -> SafeString:
    return format_html(
        '<rect x="0.5" y="{}" width="40" height="{}" fill="none" stroke="{}" stroke-dasharray="3 2"/>'
        '<text x="48" y="{}">{}</text>',
        top + TOP_LINE + 2.5, BAR - 1, ink.text, top + TOP_LINE + BAR - 1, hidden,
    )  # fmt: skip


def _bar(row: Bar, top: int, most: int, hidden: str, ink: Ink) -> SafeString:
    if row.value is None:
        return _label(row.label, top, ink) + _hidden(row.hidden or hidden, top, ink)
    scale = (ink.width - ink.room) / most
    length = row.value * scale
    # The number stands behind the mark of the quarter before where that one lies further out.
    end = max(length, (row.before or 0) * scale)
    drawn = _label(row.label, top, ink) + _box(0, length, top, ink) + _mark(row.before, scale, top, ink)
    return drawn + _beside(end, row.value, top, ink)


def _range(row: Range, top: int, most: int, hidden: str, ink: Ink) -> SafeString:
    if row.span is None:
        return _label(row.label, top, ink) + _hidden(hidden, top, ink)
    scale = (ink.width - ink.room) / most
    start, end = row.span[0] * scale, row.span[1] * scale
    drawn = _label(row.label, top, ink) + _box(start, max(end - start, LEAST), top, ink)
    return drawn + _beside(max(end, start + LEAST), f"{row.span[0]}–{row.span[1]}", top, ink)


def _mark(before: int | None, scale: float, top: int, ink: Ink) -> SafeString:
    if before is None:
        return SafeString("")
    x = ink.along(before * scale + 1)
    return format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="2"/>',
        x, x, top + TOP_LINE - 1, top + TOP_LINE + BAR + 5, ink.text,
    )  # fmt: skip
