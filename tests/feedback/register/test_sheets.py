"""Files in and out: whatever bytes come, a message; whatever goes out, no formula."""

import csv
import io
import zipfile
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from feedback.register.sheets import MOST_BYTES, MOST_ROWS, harmless, plain, read_table, write_csv, write_workbook

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00;", exclude_categories=["Cs", "Cc"]), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5).filter(lambda rows: any(rows[-1]))


def _read(data: bytes) -> list[list[str]]:
    """Return what is read, or nothing where it is refused: whatever else is raised is a fault."""
    with suppress(ValidationError):
        return read_table(data)
    return []


def _refused(data: bytes) -> str:
    with pytest.raises(ValidationError) as raised:
        read_table(data)
    return str(raised.value.messages[0])


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_message(data: bytes) -> None:
    for given_data in (data, b"PK\x03\x04" + data, b"\xff\xfe" + data):
        rows = _read(given_data)
        assert all("\x00" not in cell for row in rows for cell in row)


@given(st.binary(min_size=1, max_size=60), st.integers(0, 3000))
def test_a_broken_workbook_is_read_or_refused(noise: bytes, place: int) -> None:
    data = bytearray(write_workbook([["任务名称", "要求部门"], ["走访", "民政"]], "任务"))
    place %= len(data)
    data[place : place + len(noise)] = noise
    assert all(isinstance(cell, str) for row in _read(bytes(data)) for cell in row)


@given(TABLES)
def test_what_is_written_as_csv_comes_back(rows: list[list[str]]) -> None:
    assert [[plain(cell) for cell in row] for row in read_table(write_csv(rows))] == [
        [plain(cell) for cell in row] for row in rows
    ]


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell: str) -> None:
    written = harmless(cell)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert written in (cell, f"'{cell}")


def test_csv_is_utf_8_with_its_mark_and_quotes_what_it_must() -> None:
    data = write_csv([["a,b", '=HYPERLINK("x")', "汉字"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [["a,b", '\'=HYPERLINK("x")', "汉字"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_usual_spellings_of_csv_are_read(encoding: str, mark: str) -> None:
    text = f"任务名称{mark}要求部门\r\n走访台账{mark}县民政局\r\n\r\n"
    assert read_table(text.encode(encoding)) == [["任务名称", "要求部门"], ["走访台账", "县民政局"]]


def test_a_workbook_is_read_with_numbers_and_days_as_text() -> None:
    book = load_workbook(io.BytesIO(write_workbook([["任务名称"], ["=1+1"]], "任务")))
    assert book.worksheets[0]["A2"].value == "'=1+1"
    sheet = book.worksheets[0]
    sheet["A3"], sheet["B3"], sheet["C3"] = 3.0, 2.5, True
    out = io.BytesIO()
    book.save(out)
    assert read_table(out.getvalue()) == [["任务名称", "", ""], ["=1+1", "", ""], ["3", "2.5", "True"]]


def test_limits_are_named() -> None:
    assert "1 MB" in _refused(b"x" * (MOST_BYTES + 1))
    assert str(MOST_ROWS) in _refused(b"a,b\n" * (MOST_ROWS + 2))
    assert read_table(b"a,b\n" * (MOST_ROWS + 1))[-1] == ["a", "b"]
    messages = {_refused(b""), _refused(b" \r\n"), _refused(b",,\n,\n")}
    assert len(messages) == 1
    assert ".xls" in _refused(b"\xd0\xcf\x11\xe0rest")
    assert _refused(b'a,"b\n') != _refused(b"a\x00b")


def test_a_workbook_that_unfolds_without_end_is_not_unfolded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 21_000_000)
    assert len(out.getvalue()) < MOST_BYTES
    assert "CSV" in _refused(out.getvalue())
