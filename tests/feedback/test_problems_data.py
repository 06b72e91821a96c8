import copy
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from feedback.models import Problem
from feedback.views.data_schema import schema
from tests.cast import Organisation
from tests.feedback.rows import problem, remedy, result

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
        "due_on": "2026-08-20", "implemented_on": None, "saves": None, "results": [],
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


@pytest.fixture
def every_state(organisation: Organisation, reporter: Client) -> dict[str, Any]:
    """The answer with a problem in each state, a kept reason, remedies carried out and not, and a merged problem."""
    rows = [
        problem(organisation.county, state, state=state, published=True, kept_reason="依法保留。" * (state == "kept"))
        for state in Problem.State.values
    ]
    remedy(rows[2], due_on=date(2026, 8, 20))
    remedy(rows[3], implemented_on=date(2026, 8, 20), saves_low=8, saves_high=30)
    result(rows[3].remedies.get())
    problem(organisation.county, "并走的一件", published=True, merged_into=rows[2])
    answer = reporter.get(reverse("problems_data"))
    named = re.findall(r'<([^>]+)>; rel="describedby"', answer["Link"])
    told = reporter.get(named[0])
    assert (told["Content-Type"], told.json()) == ("application/schema+json", schema())
    found: dict[str, Any] = answer.json()
    assert [len(found["problems"]), sum(len(one["merged"]) for one in found["problems"])] == [len(rows), 1]
    return found


def _faults(answer: dict[str, Any]) -> int:
    checker = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return len(list(checker.iter_errors(answer)))


def test_answers_keep_to_the_schema_which_names_every_field(every_state: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema())
    assert _faults(every_state) == 0
    known = schema()["$defs"]
    remedies = [made for one in every_state["problems"] for made in one["remedies"]]
    assert {frozenset(one) for one in every_state["problems"]} == {frozenset(known["problem"]["properties"])}
    assert {frozenset(one) for one in remedies} == {frozenset(known["remedy"]["properties"])}
    document = Path("docs/problems-data.md").read_text()
    fields = {*schema()["properties"], *(field for shape in known.values() for field in shape["properties"])}
    assert {field for field in fields if f"`{field}`" not in document} == set()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("id", "1"), ("title", ""), ("state", "gone"), ("state_on", "2026-13-01"), ("overdue", "no"),
        ("asked_by", None), ("category", {"code": "B77", "zh": "", "en": ""}), ("remedies", [{}]), ("merged", ["x"]),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_is_wrong(every_state: dict[str, Any], field: str, wrong: object) -> None:
    spoiled = copy.deepcopy(every_state)
    spoiled["problems"][0][field] = wrong
    assert _faults(spoiled) >= 1
    del spoiled["problems"][0][field]
    assert _faults(spoiled) == 1
    assert _faults({**every_state, "version": 2}) == 1
