from datetime import date
from typing import Any

import pytest

from feedback.models import Remedy
from feedback.selectors import figures, overdue, work
from tests.cast import Organisation
from tests.feedback.rows import problem, remedy, report

START, END = date(2026, 7, 1), date(2026, 9, 30)
BANDS = {"hours": "0.5-2", "per_month": "4-8", "people": "2-5"}


def test_figures_count_reports_of_the_subtree_and_period_alone(organisation: Organisation) -> None:
    report(organisation.town, own_unit=organisation.village, **BANDS)
    report(organisation.county, category="B01", own_unit=organisation.town)
    report(organisation.other_town)
    report(organisation.town, released_on=date(2026, 6, 30))
    report(organisation.town, released_on=date(2026, 10, 1))
    found = figures(organisation.town, START, END)
    assert (found.reports, found.hours, found.hours_from) == (1, (4.0, 80.0), 1)
    county = figures(organisation.county, START, END)
    assert (county.reports, county.hours, county.hours_from) == (3, (4.0, 80.0), 1)


def test_figures_call_a_problem_recurring_from_two_reports_on(organisation: Organisation) -> None:
    many, one = problem(organisation.county), problem(organisation.county, "一次性的会议")
    joined: dict[str, Any] = {"problem": many, "state": "triaged", "own_unit": organisation.town, **BANDS}
    for released_on in (date(2026, 5, 4), date(2026, 7, 6), date(2026, 8, 3)):
        report(organisation.county, released_on=released_on, **joined)
    report(organisation.county, problem=one, state="triaged")
    (found,) = figures(organisation.county, START, END).recurring
    assert (found.id, found.reports, found.reports_ever) == (many.pk, 2, 3)
    assert (found.hours, found.hours_from) == ((8.0, 160.0), 2)


def test_overdue_is_promised_late_and_not_carried_out(organisation: Organisation) -> None:
    late = remedy(problem(organisation.county, state="promised"))
    remedy(late.problem, due_on=date(2026, 10, 1))
    remedy(late.problem, implemented_on=date(2026, 8, 20))
    remedy(problem(organisation.county, state="kept", kept_reason="依法必须保留。", published=True))
    assert list(overdue(date(2026, 9, 1))) == []
    assert list(overdue(date(2026, 9, 2))) == [late]
    found = work(organisation.county, START, END)
    assert [(row.id, row.days_late) for row in found.overdue] == [(late.pk, 30)]
    assert (len(found.promised), len(found.implemented)) == (4, 1)


def test_overdue_of_a_past_day_remembers_what_was_done_later(organisation: Organisation) -> None:
    done = remedy(problem(organisation.county, state="implemented"), implemented_on=date(2026, 9, 20))
    assert list(overdue(date(2026, 9, 10))) == [done]
    assert list(overdue(date(2026, 9, 21), Remedy.objects.all())) == []


def test_figures_take_as_many_queries_for_three_problems_as_for_one(
    organisation: Organisation, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        many = problem(organisation.county, state="promised")
        remedy(many)
        for _ in range(2):
            report(organisation.county, problem=many, state="triaged")
        with django_assert_num_queries(12):
            figures(organisation.county, START, END)
            work(organisation.county, START, END)


def test_figures_refuse_a_period_that_ends_before_it_begins(organisation: Organisation) -> None:
    for count in (figures, work):
        with pytest.raises(ValueError, match="ends before"):
            count(organisation.county, END, START)


def test_overdue_counts_to_the_morning_after_the_period_and_no_further(organisation: Organisation) -> None:
    remedy(problem(organisation.county, state="promised"), due_on=END)
    remedy(
        problem(organisation.county, state="implemented"), due_on=date(2026, 9, 29), implemented_on=date(2026, 11, 2)
    )
    assert [row.days_late for row in work(organisation.county, START, END).overdue] == [2, 1]
