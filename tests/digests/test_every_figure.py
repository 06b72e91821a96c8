"""Every figure in the PDF of an edition is computed again from the rows, and no digit in it is left unaccounted for."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from math import prod

from pypdf import PdfReader

from digests.document import render
from digests.periods import Quarter
from digests.services import build_edition
from feedback.models import Problem, Remedy, Report
from tests.cast import Organisation
from tests.digests.rows import BUILT, quarter

START, END = date(2026, 7, 1), date(2026, 9, 30)
BEFORE = (date(2026, 4, 1), date(2026, 6, 30))
SPANS = ((START, END), BEFORE)
FLOOR = 10
# What has digits and is no figure: fingerprints, codes of burdens, numbers of pages, notes, lists, tables and of the
# edition, days of its period and of its building.
FURNITURE = re.compile(
    r"[0-9a-f]{64}|SHA-256|B\d\d|[表图]\d+|—\d+—|…+\d+|000001|〔2026〕第3期（总第1期）|2026年第三季度"
    r"|2026年7月1日至2026年9月30日|2026年10月12日|[。]\d(?!\d)|\d\.(?!\d)"
)


SAID = (
    "问题直报专报", "〔2026〕第3期（总第1期）", "2026年10月12日", "清源县2026年第三季度", "村级公示栏一年三次更换版式",
    "超期未落实的举措", "本期没有提出、受理或者认定的容错案件", "统计口径和隐私保护", "分送：清源县领导同志",
)  # fmt: skip


def _within(day: date | None, start: date = START, end: date = END) -> bool:
    return day is not None and start <= day <= end


def _ends(bands: str) -> tuple[float, ...]:
    return tuple(float(end) for end in bands.split("-"))


def _hours(reports: list[Report]) -> tuple[int, int]:
    """Return the monthly hours of those that named all three bands, rounded outwards to tens."""
    timed = [(row.hours, row.per_month, row.people) for row in reports if row.hours and row.per_month and row.people]
    low, high = (sum(prod(_ends(band)[end] for band in bands) for bands in timed) for end in (0, 1))
    return int(low // 10 * 10), int(-(-high // 10) * 10)


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number else "持平"


def _of_reports(shown: list[str]) -> Iterator[str]:
    every = list(Report.objects.all())
    now = [row for row in every if _within(row.released_on)]
    before = [row for row in every if _within(row.released_on, *BEFORE)]
    low, high = _hours(now)
    counts, then = (Counter(row.problem.title for row in rows if row.problem) for rows in (now, before))
    yield f"共放出匿名反映件{len(now)}件。所述负担折合每月{low}至{high}个工时"
    yield f"“{shown[0]}”，共{counts[shown[0]]}件"
    yield f"{len(now)}反映件（件）较上期{_signed(len(now) - len(before))}"
    told = sum(counts[title] for title in shown)
    yield from (f"逐项列数的共性问题{told}", f"未单列的合计{len(now) - told}", f"全部反映件{len(now)}")
    for title in shown:
        ends = _hours([row for row in now if row.problem and row.problem.title == title])
        timed = sum(bool(row.hours) for row in now if row.problem and row.problem.title == title)
        change = _signed(counts[title] - then[title]) if then[title] >= FLOOR else "—"
        yield f"已承诺{counts[title]}{change}{f'{ends[0]}–{ends[1]}' if timed > FLOOR + 2 else '—'}清源县"
    # In the chart, and among the requests for the same data.
    yield "".join(f"{title}{counts[title]}" for title in shown)
    yield f"{shown[0]}—{counts[shown[0]]}"
    yield f"少于{FLOOR}件"
    yield f"小于{FLOOR}的数目"


def _of_work() -> Iterator[str]:
    opened = [sum(_within(row.opened_on, *span) for row in Problem.objects.all()) for span in SPANS]
    remedies = list(Remedy.objects.all())
    promised = [sum(_within(row.promised_on, *span) for row in remedies) for span in SPANS]
    done = [sum(_within(row.implemented_on, *span) for row in remedies) for span in SPANS]
    late = [
        sum(row.due_on <= end and not (row.implemented_on and row.implemented_on <= end) for row in remedies)
        for _start, end in SPANS
    ]
    for label, pair in (
        ("新立问题（个）", opened),
        ("举措落实（项）", done),
        ("举措超期（项）", late),
        ("容错认定（件）", [0, 0]),
    ):
        yield f"{pair[0]}{label}较上期{_signed(pair[0] - pair[1])}"
    yield from (f"有{late[0]}项承诺举措", f"已承诺举措{promised[0]}{promised[1]}", f"举措落实（项）{done[0]}{done[1]}")
    yield from ("经反映人确认已解决的问题（个）00", "重新打开或者反弹的问题（个）00")
    for row in remedies:
        if _within(row.implemented_on):
            yield f"清源县·{row.implemented_on}·已承诺"
        else:
            days = (END + timedelta(days=1) - row.due_on).days
            yield from (f"已超期{days}天", f"县民政局{row.due_on}{days}天")
    by = END + timedelta(days=30)
    yield f"县民政局{by.year}年{by.month}月{by.day}日"


def _of_quarters() -> Iterator[str]:
    released = Counter(f"{row.released_on.year}Q{(row.released_on.month + 2) // 3}" for row in Report.objects.all())
    charts: list[list[str]] = [[], []]
    for place in range(8):
        year, number = divmod(2024 * 4 + 3 + place, 4)
        label, name = f"{year}Q{number + 1}", f"{year}年第{'一二三四'[number]}季度"
        due = [row for row in Remedy.objects.all() if f"{row.due_on.year}Q{(row.due_on.month + 2) // 3}" == label]
        kept = sum(row.implemented_on is not None and row.implemented_on <= row.due_on for row in due)
        told = str(released[label] or "不单列")
        yield f"{name}{told}{len(due)}{kept}{f'{kept * 100 // len(due)}%' if due else '—'}"
        charts[0].append(f"{label[2:]}{kept}")
        charts[1].append(f"{label[2:]}{told}")
    yield from map("".join, charts)


def test_every_figure_in_the_pdf_is_that_of_the_rows(organisation: Organisation) -> None:
    quarter(organisation)
    edition = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    pdf = PdfReader(BytesIO(render(edition, "zh-hans")))
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert [words for words in SAID if words not in text] == []
    assert (edition.sha256 in text, pdf.metadata and pdf.metadata.title) == (True, "清源县 〔2026〕第3期（总第1期）")
    # Which are shown is for the tests of suppression to judge.
    shown = [row["title"] for row in edition.figures["recurring"]["rows"] if row["reports"] is not None]
    assert len(shown) == 2
    expected = [*_of_quarters(), *_of_reports(shown), *_of_work()]
    assert [words for words in expected if words not in text] == []
    for words in expected:
        text = text.replace(words, "，", 1)
    assert re.findall(r".{0,12}\d+.{0,6}", FURNITURE.sub("，", text)) == []
