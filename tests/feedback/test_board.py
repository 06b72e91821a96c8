from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from feedback.services.telling import tell_quarter
from feedback.telling import measure
from tests.cast import Organisation
from tests.feedback.rows import problem, remedy, report

SECRET = "夜班台账只有他们自己知道"


def test_board_shows_published_problems_alone_and_sets_no_cookie(organisation: Organisation, reporter: Client) -> None:
    problem(organisation.county, "公开的一件", published=True)
    hidden = problem(organisation.county, "未公开的一件")
    answer = reporter.get(reverse("board"))
    assert "公开的一件" in answer.content.decode()
    assert "未公开的一件" not in answer.content.decode()
    assert reporter.get(reverse("board_problem", args=[hidden.pk])).status_code == 404
    assert not answer.cookies
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


def test_board_problem_hides_words_and_small_numbers(organisation: Organisation, reporter: Client) -> None:
    row = problem(organisation.county, "公开的一件", state="promised", published=True)
    remedy(row)
    row.events.create(on=row.opened_on, act="joined")
    for _ in range(9):
        report(organisation.county, SECRET, problem=row, state="triaged", hours="4-8", per_month="4-8", people="1")
    answer = reporter.get(reverse("board_problem", args=[row.pk]))
    assert (answer.context["extent"].reports, answer.context["extent"].hours) == (None, None)
    assert SECRET not in answer.content.decode()
    assert "三表并一表。" in answer.content.decode()
    assert list(answer.context["events"]) == []
    row.events.create(on=row.opened_on, act="promised", detail="RM02 2026-12-18")
    assert "作出承诺 · 合并同类项 2026-12-18" in reporter.get(reverse("board_problem", args=[row.pk])).content.decode()


def test_board_problem_tells_what_the_last_quarter_told_and_nothing_live(
    organisation: Organisation, reporter: Client
) -> None:
    row = problem(organisation.county, "公开的一件", state="promised", published=True)
    bands = {"hours": "4-8", "per_month": "4-8", "people": "1"}
    for place in range(25):
        report(organisation.county, SECRET, problem=row, state="triaged", **(bands if place < 11 else {}))
    for place in range(16):
        report(organisation.town, **(bands if place < 14 else {}))
    address = reverse("board_problem", args=[row.pk])
    assert reporter.get(address).context["extent"].reports is None
    start = date(2026, 7, 1)
    tell_quarter(unit=organisation.county, start=start, told=measure(organisation.county, start))
    report(organisation.county, SECRET, problem=row, state="triaged")
    answer = reporter.get(address)
    assert (answer.context["extent"].reports, answer.context["extent"].hours) == (25, (170, 710))
    assert "2026-07-01 至 2026-09-30" in answer.content.decode()


def test_board_problem_gives_the_reason_for_what_is_kept(organisation: Organisation, reporter: Client) -> None:
    row = problem(organisation.county, state="kept", kept_reason="法律要求**每年**核对。", published=True)
    page = reporter.get(reverse("board_problem", args=[row.pk])).content.decode()
    assert "法律要求<strong>每年</strong>核对。" in page


def test_board_narrows_by_category_with_constant_queries(
    organisation: Organisation, reporter: Client, django_assert_num_queries: Any
) -> None:
    remedy(problem(organisation.county, "填表的一件", published=True, owner_unit=organisation.town))
    with django_assert_num_queries(5):
        reporter.get(reverse("board"))
    for category in ("B01", "B01"):
        remedy(problem(organisation.county, "开会的一件", category=category, published=True))
    with django_assert_num_queries(5):
        assert len(reporter.get(reverse("board")).context["page"]) == 3
    page = reporter.get(reverse("board"), {"category": "B01"}).content.decode()
    assert "开会的一件" in page
    assert "填表的一件" not in page
    assert len(reporter.get(reverse("board"), {"category": "B77"}).context["page"]) == 3


def test_board_narrows_by_outcome_beside_the_category_and_sums_what_is_saved(
    organisation: Organisation, reporter: Client
) -> None:
    county = organisation.county
    gone = [problem(county, f"已消除{state}", state=state, published=True) for state in ("confirmed", "settled")]
    promised = problem(county, "已承诺", state="promised", category="B01", published=True)
    for row, low, high in (*((one, 10, 40) for one in gone), (promised, 100, 200)):
        remedy(row, saves_low=low, saves_high=high)
    remedy(problem(county, "未公开", state="settled"), saves_low=1, saves_high=9)
    whole = reporter.get(reverse("board"))
    assert [(one.query, one.current) for one in whole.context["outcomes"]] == [
        ("", True), ("outcome=promised", False), ("outcome=confirmed", False),
    ]  # fmt: skip
    assert (whole.context["saved"], "每月约 20–80 人时" in whole.content.decode()) == ((20, 80), True)
    part = reporter.get(reverse("board"), {"outcome": "confirmed", "category": "B03"})
    assert set(part.context["page"]) == set(gone)
    assert "category=B01&amp;outcome=confirmed" in part.content.decode()
    nothing = reporter.get(reverse("board"), {"outcome": "kept"})
    assert (list(nothing.context["page"]), "请放宽筛选条件" in nothing.content.decode()) == ([], True)
    assert len(reporter.get(reverse("board"), {"outcome": "x"}).context["page"]) == 3
