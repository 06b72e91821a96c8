"""Reads and writes tables as files; owns the limits, and that no cell ever acts as a formula. Never keeps a file.

Files come from staff, but may be anything: whatever is wrong becomes a message, and what a small file unfolds to is
bounded before it is unfolded.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 1_000_000
MOST_ROWS = 1000
MOST_COLUMNS = 30
_MOST_UNFOLDED = 20_000_000
_MOST_PARTS = 200
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What a spreadsheet takes for the beginning of a formula, or skips before one.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Table = list[list[str]]


def read_table(data: bytes, *, size: int | None = None) -> Table:
    """Return the rows of a CSV file (UTF-8, GB 18030 or UTF-16) or of the first sheet of an XLSX file, as text.

    Args:
        data: the whole file, or its beginning where it is too large.
        size: how many bytes the whole file has, where that is not the length of `data`.

    Raises:
        ValidationError: it is empty, too large, or no such file; the message says what to do.
    """
    if not data.strip():
        raise ValidationError(_("The file is empty."))
    if (len(data) if size is None else size) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 1 MB. Please split it."))
    if data.startswith(_OLD_EXCEL):
        raise ValidationError(_("This is an old Excel file (.xls). Please save it as .xlsx or CSV."))
    rows = _read_workbook(data) if data.startswith(b"PK") else _read_text(data)
    # Rows without any text are of no account, but keep their place: messages name the line as the program shows it.
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise ValidationError(_("The file has more than %(most)d lines. Please split it.") % {"most": MOST_ROWS})
    if not rows:
        raise ValidationError(_("The file is empty."))
    return rows


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, which Excel needs; no cell acts as a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_workbook(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Return rows as an XLSX file with one sheet, every cell as text."""
    from openpyxl import Workbook  # noqa: PLC0415  # takes long to load, and most commands read no table

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe in front where it could be one."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_RISKY) or cell.startswith(_RISKY) else cell


def plain(cell: str) -> str:
    """Return a cell as it was before `harmless`, without spaces around it."""
    text = cell.strip()
    return text[1:].strip() if text.startswith("'") and text[1:].lstrip().startswith(_RISKY) else text


def _read_text(data: bytes) -> Table:
    text = _decoded(data)
    if "\x00" in text:
        raise ValidationError(_("This is neither a CSV nor an XLSX file."))
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        raise ValidationError(_("This CSV file is broken: a quotation mark is missing or out of place.")) from None
    return [[plain(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _decoded(data: bytes) -> str:
    encodings = [_BOMS[data[:2]]] if data[:2] in _BOMS else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("This is neither a CSV nor an XLSX file."))


def _read_workbook(data: bytes) -> Table:
    from openpyxl import load_workbook  # noqa: PLC0415  # as above

    try:
        if not _unfolds_within_bounds(data):
            _refuse(_("This workbook is too large when it is opened. Please save it as CSV."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        rows = [[plain(_text(cell)) for cell in row] for row in found]
        # A sheet that does not say how wide it is comes as wide as was asked for.
        width = max((at for row in rows for at, cell in enumerate(row, start=1) if cell), default=0)
        return [row[:width] for row in rows]
    except ValidationError:
        raise
    except Exception:  # noqa: BLE001  # the library fails in as many ways as a file can be wrong
        _refuse(_("This XLSX file cannot be read. Please save it anew, or as CSV."))


def _unfolds_within_bounds(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.infolist()
    return len(names) <= _MOST_PARTS and sum(part.file_size for part in names) <= _MOST_UNFOLDED


def _refuse(words: str) -> NoReturn:
    raise ValidationError(words)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\x00", "")
