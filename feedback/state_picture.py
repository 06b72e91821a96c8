"""Draws a table of steps as a picture: states below one another, steps as arrows; owns where a line runs, and no step.

The steps to the next state run straight, those further down bend to the right, those back up to the left. Only
presentation attributes: the pages' policy forbids inline style. All of it stands in words beside the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# In pixels, so that it fits a phone as it is and grows on no other screen.
WIDTH, ROW, BOX_HIGH, BOX_WIDE = 340, 54, 30, 176
LEFT, RIGHT = (WIDTH - BOX_WIDE) / 2, (WIDTH + BOX_WIDE) / 2
# How far a line bends out for each state that it passes, and at most.
_BEND, _MOST_BEND = 15, 104
# Lines that leave or reach the same box do so side by side.
_APART = 4


@dataclass(frozen=True, slots=True)
class Arrow:
    """One step: from which state to which, by their places from the top, and how its line looks."""

    source: int
    target: int
    stroke: str = "currentColor"
    dashes: str = ""


def picture(names: Sequence[str], arrows: Sequence[Arrow], *, name: str, title: str) -> SafeString:
    """Return the SVG of states and steps.

    Args:
        names: what the states are called, from top to bottom.
        arrows: the steps between them.
        name: what tells the picture from others of the page.
        title: what is read aloud in place of the picture.
    """
    high = ROW * len(names)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        'font-family="inherit" font-size="14" fill="currentColor" aria-label="{title}"><title>{title}</title>'
        '<defs><marker id="{name}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>{lines}{boxes}</svg>',
        wide=WIDTH, high=high, title=title, name=name,
        lines=format_html_join("", "{}", ((_line(arrow, place, name),) for place, arrow in enumerate(arrows))),
        boxes=format_html_join("", "{}", _boxes(names)),
    )  # fmt: skip


def _boxes(names: Sequence[str]) -> Iterator[tuple[SafeString]]:
    for place, name in enumerate(names):
        top = _middle(place) - BOX_HIGH / 2
        yield (
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="var(--card)" stroke="currentColor"/>'
                '<text x="{}" y="{}" text-anchor="middle">{}</text>',
                LEFT, top, BOX_WIDE, BOX_HIGH, WIDTH / 2, _middle(place) + 5, name,
            ),
        )  # fmt: skip


def _middle(place: int) -> float:
    return ROW * place + ROW / 2


def _line(arrow: Arrow, number: int, name: str) -> SafeString:
    dashes = format_html(' stroke-dasharray="{}"', arrow.dashes) if arrow.dashes else SafeString("")
    return format_html(
        '<path d="{}" fill="none" stroke="{}" stroke-width="1.5" marker-end="url(#{}-tip)"{}/>',
        _way(arrow, number), arrow.stroke, name, dashes,
    )  # fmt: skip


def _way(arrow: Arrow, number: int) -> str:
    start, end = _middle(arrow.source), _middle(arrow.target)
    if arrow.target == arrow.source + 1:
        return f"M{WIDTH / 2:g} {start + BOX_HIGH / 2:g} V{end - BOX_HIGH / 2:g}"
    down = arrow.target > arrow.source
    edge, out = (RIGHT, 1) if down else (LEFT, -1)
    bend = edge + out * min(_BEND * abs(arrow.target - arrow.source), _MOST_BEND)
    aside = (number % 3 - 1) * _APART
    return f"M{edge:g} {start + aside:g} C{bend:g} {start + aside:g} {bend:g} {end + aside:g} {edge:g} {end + aside:g}"
