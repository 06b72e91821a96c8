"""Calendar files: read back by another program, and held to the letter of RFC 5545."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from jobs.dates_file import DayEntry, dates_file

DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
# What the format can carry: text without control characters other than the line feed.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n;,\\:\"'"), max_size=90
)
ENTRIES = st.lists(
    st.builds(DayEntry, uid=st.uuids().map(str), day=DAYS, title=TEXTS, words=TEXTS, changed_on=DAYS), max_size=4
)


@given(ENTRIES)
def test_another_program_reads_back_what_was_written(entries: list[DayEntry]) -> None:
    events = Calendar.from_ical(dates_file(entries)).walk("VEVENT")
    found = [
        (
            str(event["UID"]),
            event.decoded("DTSTART"),
            event.decoded("DTEND"),
            str(event["SUMMARY"]),
            str(event.get("DESCRIPTION", "")),
            event.decoded("DTSTAMP").date(),
        )
        for event in events
    ]
    assert found == [
        (each.uid, each.day, each.day + timedelta(days=1), each.title, each.words, each.changed_on) for each in entries
    ]


@given(ENTRIES)
def test_lines_end_in_crlf_and_none_is_longer_than_75_octets(entries: list[DayEntry]) -> None:
    data = dates_file(entries)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() for line in lines[:-1])
    assert dates_file(entries) == data


def test_a_file_to_the_letter() -> None:
    entry = DayEntry("a@b", date(2026, 12, 31), "报表;合并", "第一行\r\n第二行,\x07完\\", date(2026, 11, 26))
    assert dates_file([entry]).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Qingzhuang//Dates//ZH\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
        "BEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20261126T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\n"
        "DTEND;VALUE=DATE:20270101\r\nSUMMARY:报表\\;合并\r\nDESCRIPTION:第一行\\n第二行\\,完\\\\\r\n"
        "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:报表\\;合并\r\nTRIGGER:-PT15H\r\n"
        "END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_long_lines_are_folded_between_characters() -> None:
    data = dates_file([DayEntry("a@b", date(2026, 1, 1), "会" * 60, "", date(2026, 1, 1))])
    start = data.index(b"SUMMARY:")
    first, second, third = data[start:].split(b"\r\n")[:3]
    assert [len(piece) for piece in (first, second, third)] == [74, 73, 43]
    assert (second[:1], third[:1]) == (b" ", b" ")
