"""Sums of the register: in all, by department, and over a unit with all below it."""

from django.test import Client

from feedback.models import Task
from feedback.register.sums import MOST_DEPARTMENTS, Cost, Costs, costs_of
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task

ONE = {"hours": "2-4", "per_month": "1-3", "people": "1"}
TWO = {"hours": "<0.5", "per_month": "4-8", "people": "2-5"}


def test_costs_are_ranges_by_department_and_say_of_how_many_nothing_is_known(organisation: Organisation) -> None:
    task(organisation.county, "走访台账", **ONE)
    task(organisation.town, "低保核查", **TWO)
    task(organisation.county, "慰问台账")
    # Two that cost the same.
    task(organisation.county, "返乡摸底", "县卫生健康局", **ONE)
    task(organisation.town, "返乡复核", "县卫生健康局", **ONE)
    civil, health = Cost("县民政局", 3, (2.8, 32.0), 1), Cost("县卫生健康局", 2, (4.0, 24.0), 0)
    assert costs_of(Task.objects.all()) == Costs(Cost("", 5, (6.8, 56.0), 1), (civil, health), None)
    assert costs_of(Task.objects.none()) == Costs(Cost("", 0, None, 0), (), None)


def test_departments_beyond_the_dearest_are_told_together(organisation: Organisation) -> None:
    for number in range(MOST_DEPARTMENTS + 2):
        task(organisation.county, "周报", f"部门{number:02}", **(ONE if number else TWO))
    costs = costs_of(Task.objects.all())
    assert [one.name for one in costs.departments] == ["部门00", *(f"部门{n:02}" for n in range(1, MOST_DEPARTMENTS))]
    assert costs.others == Cost("", 2, (4.0, 24.0), 0)
    assert [round(hours, 6) for hours in costs.whole.hours or ()] == [26.8, 176.0]


def test_the_list_adds_up_what_the_filter_leaves_below_a_unit(
    client: Client, cast: Cast, organisation: Organisation
) -> None:
    task(organisation.county, "县里的周报", **ONE)
    task(organisation.village, "站里的周报", **TWO)
    client.force_login(cast.leader)
    page = client.get("/work/tasks/").content.decode()
    assert "2 项任务" in page
    assert "每月约 2.8–32 人时" in page
    page = client.get(f"/work/tasks/?unit={organisation.town.pk}").content.decode()
    assert ("站里的周报" in page, "县里的周报" in page) == (True, False)
    assert "每月约 0.8–20 人时" in page
