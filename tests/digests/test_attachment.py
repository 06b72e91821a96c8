"""The figures as CSV: what the PDF tells, and nothing that it hides."""

import csv
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.utils import translation
from pypdf import PdfReader

from accounts.models import Unit
from digests.attachment import csv_of
from digests.document import render
from digests.models import Edition
from digests.periods import Quarter
from digests.services import build_edition
from feedback.models import Problem
from feedback.taxonomy import CAUSES
from tests.cast import Organisation
from tests.digests.rows import BUILT, quarter
from tests.jobs.test_archival import broken_rules


def _edition(unit: Unit) -> Edition:
    return build_edition(actor=None, unit=unit, period=Quarter(2026, 3), on=BUILT)


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_shows_what_is_shown_and_names_what_is_not(organisation: Organisation) -> None:
    quarter(organisation)
    Problem.objects.filter(title="入户走访台账多头重复报送").update(cause="C24")
    with translation.override("en"):
        rows = _read(csv_of(_edition(organisation.county).figures).content)
        cause = ["Recurring problems", "入户走访台账多头重复报送", "Cause", "", "", str(CAUSES["C24"])]
    assert cause in rows
    assert rows[0] == ["Section", "Item", "Measure", "This period", "The period before", "Note"]
    assert ["Overview", "All reports", "Reports", "79", "53", ""] in rows
    assert ["Recurring problems", "入户走访台账多头重复报送", "Reports", "23", "40", ""] in rows
    assert ["Recurring problems", "会议室轮流陪会", "Reports", "", "", "not shown"] in rows
    assert ["Recurring problems", "入户走访台账多头重复报送", "Who could remove it", "", "", "清源县"] in rows
    assert ["Remedies overdue", "入户走访台账多头重复报送", "Days late", "30", "", "县民政局"] in rows
    assert ["Trends over eight quarters", "second quarter of 2026", "Reports", "53", "", ""] in rows
    assert ["Trends over eight quarters", "third quarter of 2026", "Fell due", "2", "", ""] in rows
    assert ["Trends over eight quarters", "first quarter of 2026", "Reports", "", "", "not shown"] in rows
    assert {len(row) for row in rows} == {6}


def test_csv_of_a_unit_below_the_top_shows_no_cell(organisation: Organisation) -> None:
    quarter(organisation)
    with translation.override("en"):
        rows = _read(csv_of(_edition(organisation.town).figures).content)
    counts = [row for row in rows if row[2] == "Reports" and row[1] != "All reports"]
    assert counts
    assert {(row[3], row[5]) for row in counts} == {("", "not shown")}


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "＝HYPERLINK(1)", " +1"])
def test_what_staff_wrote_is_no_formula(organisation: Organisation, title: str) -> None:
    problems = quarter(organisation)
    problems[0].title = title
    problems[0].save()
    assert f"'{title}" in {row[1] for row in _read(csv_of(_edition(organisation.county).figures).content)}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ["问题直报专报", "79件"]),
        (
            "en",
            ["DirectReportonBurdens", "No.3of2026(1inall)", "79anonymous", "in23ofthem", "between140and2800"],
        ),
    ],
)
def test_pdf_breaks_no_rule_says_the_figures_and_carries_them(
    organisation: Organisation, language: str, said: list[str]
) -> None:
    quarter(organisation)
    edition = _edition(organisation.county)
    pdf = render(edition, language)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    assert [words for words in said if words not in text] == []
    assert broken_rules(pdf) == []
    with translation.override(language):
        figures = csv_of(edition.figures)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.attachments[figures.name].get_file().read_bytes() == figures.content
