"""Writes the drawing of a page anew; owns which of its operators go over. Runs in the apart process.

Marks in the drawing carry words that nobody sees: alternative texts, names of layers. They, comments and what is no
operator stay behind.
"""

from typing import Any

import pikepdf

from jobs.rebuilding.kinds import Reason, RefusedFileError

_OPERATORS = frozenset({
    "b", "B", "b*", "B*", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "ET", "EX", "f", "F", "f*", "G",
    "g", "gs", "h", "i", "J", "j", "K", "k", "l", "M", "m", "n", "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc",
    "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W",
    "W*", "y", "'", '"',
})  # fmt: skip
_PACKED_PICTURES = frozenset({"/DCT", "/DCTDecode"})


def redrawn(stream_or_page: Any) -> bytes:
    """Return the drawing of a page, a form, a pattern or a glyph, without its marks.

    Raises:
        RefusedFileError: a picture within it may carry notes of a camera.
        pikepdf.PdfParsingError: it is damaged.
    """
    kept: list[Any] = []
    for instruction in pikepdf.parse_content_stream(stream_or_page):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            _check(instruction)
            kept.append(instruction)
        elif str(instruction.operator) in _OPERATORS:
            kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)


def _check(instruction: Any) -> None:
    filters = {str(name) for name in instruction.iimage.filters}
    if filters & _PACKED_PICTURES:
        raise RefusedFileError(Reason.DAMAGED)
