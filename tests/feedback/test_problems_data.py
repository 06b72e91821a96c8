from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.cast import Organisation
from tests.feedback.rows import problem, remedy

SHAPE = {
    "id", "page", "title", "statement", "category", "asked_by", "owner", "state", "state_on", "overdue", "kept_reason",
    "remedies", "merged",
}  # fmt: skip


def test_data_has_the_documented_shape_and_no_count(organisation: Organisation, reporter: Client) -> None:
    row = problem(organisation.county, "公开的一件", state="promised", published=True)
    made = remedy(row, due_on=date(2026, 8, 20))
    answer = reporter.get(reverse("problems_data"))
    found = answer.json()
    assert {key: value for key, value in found.items() if key != "problems"} == {"version": 1, "page": 1, "pages": 1}
    (one,) = found["problems"]
    assert one.keys() == SHAPE
    assert (one["id"], one["page"]) == (str(row.pk), reverse("board_problem", args=[row.pk]))
    assert one["category"] == {"code": "B03", "zh": "填表报数", "en": one["category"]["en"]}
    assert one["remedies"] == [{
        "kind": one["remedies"][0]["kind"], "what": made.what, "owner": "清源县", "promised_on": "2026-08-03",
        "due_on": "2026-08-20", "implemented_on": None,
    }]  # fmt: skip
    assert not answer.cookies


def test_data_holds_published_problems_alone(organisation: Organisation, reporter: Client) -> None:
    problem(organisation.county, "未公开的一件")
    assert reporter.get(reverse("problems_data")).json()["problems"] == []


def test_data_narrows_by_category_and_forgives_a_wrong_page(organisation: Organisation, reporter: Client) -> None:
    problem(organisation.county, "表", published=True)
    wanted = problem(organisation.county, "会", published=True, category="B01")
    found = reporter.get(reverse("problems_data"), {"category": "B01", "page": "morgen"}).json()
    assert [one["id"] for one in found["problems"]] == [str(wanted.pk)]
    assert reporter.get(reverse("problems_data"), {"category": "B77"}).json()["problems"] == []


def test_data_takes_as_many_queries_for_three_as_for_one(
    organisation: Organisation, reporter: Client, django_assert_max_num_queries: Any
) -> None:
    remedy(problem(organisation.county, "一", state="promised", published=True))
    with django_assert_max_num_queries(10) as one:
        reporter.get(reverse("problems_data"))
    for title in "二三":
        remedy(problem(organisation.county, title, state="promised", published=True))
    with django_assert_max_num_queries(len(one)):
        reporter.get(reverse("problems_data"))


def test_data_is_read_only(reporter: Client) -> None:
    assert reporter.post(reverse("problems_data")).status_code == 405


def test_method_page_shows_every_band_and_a_true_example(organisation: Organisation, reporter: Client) -> None:
    answer = reporter.get(reverse("method"))
    assert [len(rows) for rows in answer.context["tables"]] == [5, 5, 5]
    assert answer.context["result"] == (0.5 * 4 * 2, 2 * 8 * 5)
    assert not answer.cookies
