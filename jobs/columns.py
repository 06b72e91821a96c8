"""Upright columns for spans of time, as SVG for page and PDF alike; owns how a column is drawn, never a number.

Columns start at zero and stand as close as quarters follow each other. A hidden count is an empty, dashed box and says
so. The rules of `jobs.charts` hold here too: the key sentence in the title, a table beside it, no inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jobs.charts import Bar, Ink

# Two stand side by side on paper.
WIDTH, HEIGHT, TOP, BASE, LINE = 320, 180, 22, 156, 11
# Of its slot, a column takes so much; its mark stands out on both sides.
SHARE, OVER = 0.5, 4
HIDDEN = 24


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all columns share: the width of a place, units of height for one, and how they are drawn."""

    slot: float
    scale: float
    hidden: str
    ink: Ink


def columns(rows: Sequence[Bar], *, title: str, hidden: str, ink: Ink) -> SafeString:
    """Return the SVG of upright columns.

    Args:
        rows: the columns from left to right, with short labels.
        title: the key sentence, read aloud in place of the picture.
        hidden: what stands at a hidden column.
        ink: colours and font.
    """
    most = max((number for row in rows for number in (row.value, row.before) if number), default=1)
    frame = _Frame(WIDTH / max(1, len(rows)), (BASE - TOP) / most, hidden, ink)
    drawn = format_html_join("", "{}", ((_column(row, place, frame),) for place, row in enumerate(rows)))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="100%" viewBox="0 0 {w} {h}" text-anchor="middle" '
        'font-family="{font}" font-size="13.5" fill="{text}" aria-label="{title}"><title>{title}</title>{drawn}'
        '<line x1="0" x2="{w}" y1="{base}" y2="{base}" stroke="{text}"/></svg>',
        w=WIDTH, h=HEIGHT, base=BASE, font=ink.font, text=ink.text, title=title, drawn=drawn,
    )  # fmt: skip


def _column(row: Bar, place: int, frame: _Frame) -> SafeString:
    middle, width, ink = (place + 0.5) * frame.slot, frame.slot * SHARE, frame.ink
    label = format_html('<text x="{}" y="{}" font-size="13">{}</text>', f"{middle:.1f}", BASE + 18, row.label)
    if row.value is None:
        return label + format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{}" stroke-dasharray="3 2"/>{}',
            f"{middle - width / 2:.1f}", BASE - HIDDEN, f"{width:.1f}", HIDDEN, ink.text, _words(frame.hidden, middle),
        )  # fmt: skip
    tall = row.value * frame.scale
    end = max(tall, (row.before or 0) * frame.scale)
    return (
        label
        + format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            f"{middle - width / 2:.1f}", f"{BASE - tall:.1f}", f"{width:.1f}", f"{tall:.1f}", ink.bar,
        )
        + _mark(row.before, middle, frame)
        + format_html('<text x="{}" y="{}">{}</text>', f"{middle:.1f}", f"{BASE - end - 6:.1f}", row.value)
    )  # fmt: skip


def _mark(before: int | None, middle: float, frame: _Frame) -> SafeString:
    if not before:
        return SafeString("")
    reach = frame.slot * SHARE / 2 + OVER
    return format_html(
        '<line x1="{}" x2="{}" y1="{y}" y2="{y}" stroke="{ink}" stroke-width="2"/>',
        f"{middle - reach:.1f}", f"{middle + reach:.1f}", y=f"{BASE - before * frame.scale:.1f}", ink=frame.ink.text,
    )  # fmt: skip


def _words(hidden: str, middle: float) -> SafeString:
    """Return what stands over a hidden column, a word on each line: columns are narrow."""
    lines = hidden.split()
    foot = BASE - HIDDEN - 5
    rows = ((f"{middle:.1f}", foot - LINE * (len(lines) - 1 - at), word) for at, word in enumerate(lines))
    return format_html_join("", '<text x="{}" y="{}" font-size="11">{}</text>', rows)
