"""The bulletin tells published facts alone, on one page, and its PDF is made by the worker only."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from digests.bulletin import facts, make
from digests.models import Bulletin
from feedback.models import Problem
from feedback.services.telling import tell_quarter
from feedback.telling import Told, ToldProblem
from tests.cast import Organisation
from tests.feedback.rows import problem, remedy

TODAY = date(2026, 10, 12)


@pytest.fixture
def problems(organisation: Organisation) -> list[Problem]:
    """Solved and kept ones, published and not, and one that is too long ago."""
    found = [
        problem(organisation.county, title, state="confirmed", published=published, state_on=day)
        for title, published, day in (
            ("三表并一表", True, date(2026, 9, 1)), ("没有公开的事", False, date(2026, 9, 1)),
            ("两年前的事", True, date(2024, 9, 1)), ("晨会改周会", True, date(2026, 9, 20)),
        )
    ]  # fmt: skip
    remedy(found[0], what="由数据中心统一提取。", implemented_on=date(2026, 8, 20))
    remedy(found[3], what="还没有做的事。")
    problem(organisation.county, "防汛值班", state="kept", kept_reason="依防汛条例" * 40, published=True)
    hours = {str(found[0].pk): ToldProblem(12, (40, 900)), str(found[1].pk): ToldProblem(15, (70, 800))}
    tell_quarter(unit=organisation.county, start=date(2026, 7, 1), told=Told(total=60, problems=hours))
    return found


def test_only_what_is_published_and_recent_is_told(problems: list[Problem]) -> None:
    said = facts(TODAY)
    assert [row["title"] for row in said["solved"]] == ["晨会改周会", "三表并一表"]
    assert [row["done"] for row in said["solved"]] == [[], ["合并同类项：由数据中心统一提取。"]]
    assert said["hours"] == [40, 900]
    assert [row["title"] for row in said["kept"]] == ["防汛值班"]
    assert len(said["kept"][0]["why"]) == 61
    Problem.objects.filter(title="防汛值班").update(kept_reason="依防汛条例，汛期必须有人值守。" * 5)
    assert facts(TODAY)["kept"][0]["why"] == "依防汛条例，汛期必须有人值守。" * 4


def test_page_links_to_the_board_and_offers_the_pdf_once_it_is_made(problems: list[Problem], reporter: Client) -> None:
    page = reporter.get(reverse("bulletin")).content.decode()
    assert reverse("board_problem", args=[problems[0].pk]) in page
    assert reverse("bulletin_pdf") not in page
    assert reporter.get(reverse("bulletin_pdf")).status_code == 404
    assert Bulletin.objects.count() == 0


def _pages_and_sizes(row: Bulletin) -> tuple[int, float]:
    """Return how many pages it has, and the size in points of its letters but for head and foot."""
    pages, sizes = PdfReader(BytesIO(bytes(row.pdf))).pages, Counter[float]()

    def visit(words: str, _cm: list[float], tm: list[float], _font: object, size: float) -> None:
        sizes[round(size * abs(tm[0]) * 0.75, 1)] += len(words.strip())

    pages[0].extract_text(visitor_text=visit)
    return len(pages), sizes.most_common(1)[0][0]


def test_pdf_is_one_page_and_made_anew_only_when_it_says_something_else(
    problems: list[Problem], organisation: Organisation, reporter: Client
) -> None:
    # As much as it ever tells, in words as long as it takes over.
    for title in ("甲", "乙", "丙"):
        solved = problem(organisation.county, title * 80, state="confirmed", published=True, state_on=TODAY)
        for _ in range(3):
            remedy(solved, what="由数据中心统一提取，" * 9, implemented_on=date(2026, 10, 9))
    problem(organisation.county, "丁" * 80, state="kept", kept_reason="依防汛条例" * 40, published=True)
    assert [make(TODAY), make(TODAY)] == [2, 0]
    assert [_pages_and_sizes(row) for row in Bulletin.objects.all()] == [(1, 10)] * 2
    Problem.objects.filter(title__regex="^[甲乙丙]").update(published=False)
    assert make(TODAY) == 2
    # With less to tell, letters are larger.
    assert [_pages_and_sizes(row) for row in Bulletin.objects.all()] == [(1, 14)] * 2
    pdf = reporter.get(reverse("bulletin_pdf")).content
    (page,) = PdfReader(BytesIO(pdf)).pages
    text = "".join(page.extract_text().split())
    for words in ("您说，我们改", "三表并一表", "每月减下40至900个工时", "防汛值班"):
        assert words in text
    assert "没有公开的事" not in text
    assert reverse("bulletin_pdf") in reporter.get(reverse("bulletin")).content.decode()
    Problem.objects.filter(pk=problems[0].pk).update(title="四表并一表")
    assert make(TODAY) == 2
