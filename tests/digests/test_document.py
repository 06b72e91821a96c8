"""What is read in the PDF: the right words and counts, in both languages, and nothing that was to be hidden."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from digests.document import file_name, render, render_html
from digests.models import Edition
from digests.periods import Quarter
from digests.services import build_edition
from tests.cast import Organisation
from tests.digests.rows import BUILT, quarter


def _edition(organisation: Organisation, of: Quarter | None = None) -> Edition:
    return build_edition(actor=None, unit=organisation.county, period=of or Quarter(2026, 3), on=BUILT)


def _text(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return "".join("".join(pages).split())


def test_every_number_is_the_same_in_both_languages(organisation: Organisation) -> None:
    quarter(organisation)
    edition = _edition(organisation)
    numbers = [
        re.findall(r'<(?:td [^>]*class="number[^>]*|strong)>([^<]*\d[^<]*)<', render_html(edition, language))
        for language in ("zh-hans", "en")
    ]
    found = [[re.sub(r"[^0-9%+−–-]", "", number) for number in each] for each in numbers]
    assert len(found[0]) > 30
    assert found[0] == found[1]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_hidden_counts_are_drawn_as_hidden(organisation: Organisation, language: str) -> None:
    quarter(organisation)
    html = render_html(_edition(organisation), language)
    # Two problems, in chart and table, and six quarters of which nothing was told; in the overview three parts.
    assert html.count("stroke-dasharray") == 2 + 6
    words, over_columns = {"zh-hans": (">不单列<", 6), "en": (">not shown<", 0)}[language]
    assert html.count(words) == 2 * 2 + 6 + over_columns + 3
    # Narrow columns have a word on each line.
    assert html.count(">shown<") == 6 - over_columns
    assert ">11<" not in html
    assert ">3<" not in html


def test_an_empty_quarter_is_a_notice_of_one_page(organisation: Organisation) -> None:
    pdf = render(_edition(organisation, Quarter(2025, 1)), "zh-hans")
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert "没有反复出现的问题" in _text(pdf)


def test_html_escapes_what_people_wrote(organisation: Organisation) -> None:
    problems = quarter(organisation)
    problems[0].title = "<b>表</b>&"
    problems[0].save()
    html = render_html(_edition(organisation), "zh-hans")
    assert "<b>" not in html
    assert "&lt;b&gt;表&lt;/b&gt;&amp;" in html


def test_file_names(organisation: Organisation) -> None:
    edition = _edition(organisation)
    assert [file_name(edition, each) for each in ("zh-hans", "en")] == [
        "清源县-2026Q3-r1.pdf",
        "清源县-2026Q3-r1-en.pdf",
    ]
