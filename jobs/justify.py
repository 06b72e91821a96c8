"""Lets WeasyPrint stretch the gaps between ideographs, so that lines of Chinese end flush; owns only that patch.

WeasyPrint justifies by widening spaces, of which Chinese has none. The patch reaches into functions that WeasyPrint
does not promise to keep: it holds for one version, and `install` refuses every other rather than set text wrongly.
"""

import re
from importlib.metadata import version
from typing import Any

PINNED = "70.0"
# Dashes and ellipses are left out: they are drawn in pairs that must touch.
_WIDE = "[\u2018-\u201d\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_ONE, _RUN = re.compile(_WIDE), re.compile(f"{_WIDE}+")


class UnknownWeasyPrintError(RuntimeError):
    """WeasyPrint is not the version that this patch was written and tested for."""


def install(inline: Any, line_break: Any, ffi: Any) -> None:
    """Patch WeasyPrint; doing it again changes nothing.

    Args:
        inline: its module `layout.inline`.
        line_break: its module `text.line_break`.
        ffi: its module `text.ffi`.

    Raises:
        UnknownWeasyPrintError: another version is installed.
    """
    if (found := version("weasyprint")) != PINNED:
        raise UnknownWeasyPrintError(f"justification is written for WeasyPrint {PINNED}, not {found}")
    if getattr(inline, "stretches_ideographs", False):
        return
    inline.stretches_ideographs = True
    inline.count_expandable_spaces = _counter(inline.count_expandable_spaces, inline.boxes)
    line_break.Layout.set_text = _setter(line_break.Layout.set_text, ffi)


def _counter(spaces: Any, boxes: Any) -> Any:
    def count(box: Any) -> float:
        if isinstance(box, boxes.TextBox):
            return int(spaces(box)) + len(_ONE.findall(box.text))
        gaps = float(spaces(box))  # asks `count` for each child
        return gaps - _lost(box, boxes) if isinstance(box, boxes.LineBox) and gaps > 1 else gaps

    return count


def _lost(line: Any, boxes: Any) -> float:
    """Return how many gaps Pango drops: half of one at each edge of the last text that is an ideograph."""
    texts = [box.text for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text]
    return sum(0.5 for edge in (texts[-1][0], texts[-1][-1]) if _ONE.match(edge)) if texts else 0


def _setter(set_text: Any, ffi: Any) -> Any:
    def set_and_stretch(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        if justify and layout.justification_spacing:
            _stretch(layout, ffi)

    return set_and_stretch


def _stretch(layout: Any, ffi: Any) -> None:
    runs = list(_RUN.finditer(layout.text))
    if not runs:
        return
    pango = ffi.pango
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.ffi.NULL:
        attributes = ffi.ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    own = layout.style["letter_spacing"]
    spacing = int(((0 if own == "normal" else own) + layout.justification_spacing) * ffi.TO_UNITS)
    for run in runs:
        attribute = pango.pango_attr_letter_spacing_new(spacing)
        attribute.start_index = len(layout.text[: run.start()].encode())
        attribute.end_index = len(layout.text[: run.end()].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
