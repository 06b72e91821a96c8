"""The register: who writes and reads it, what is refused, and the flag on what comes back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEntry, Membership, Role
from feedback.models import Task
from feedback.models.task import LIVE_STATES
from feedback.register.access import get_task_for, tasks_for
from feedback.register.states import TABLE, WAYS, may_follow, move_task
from feedback.services.tasks import TaskFacts, add_task, change_task, point_problem, point_report, see_flag
from feedback.workflow import StateConflict
from search.registry import kind
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task
from tests.feedback.rows import problem, report

FACTS = TaskFacts(name=" 走访台账 ", asked_by="县民政局", per_month="4-8", hours="0.5-2", people="2-5")


def test_a_handler_writes_a_task_down(organisation: Organisation, cast: Cast) -> None:
    row = add_task(unit=organisation.county, facts=FACTS, actor=cast.handler)
    assert (row.name, row.asked_by_unit, row.state, row.again_of) == ("走访台账", organisation.bureau, "in_force", None)
    assert row.burden == (4.0, 80.0)
    entry = AuditEntry.objects.latest("number")
    assert (entry.act, entry.actor, entry.subject) == ("task.add", "handler", f"task:{row.pk}")


def test_the_same_task_stands_in_a_register_once(organisation: Organisation, cast: Cast) -> None:
    add_task(unit=organisation.county, facts=FACTS, actor=cast.handler)
    with pytest.raises(ValidationError) as raised:
        add_task(unit=organisation.county, facts=TaskFacts("2026年走訪統計表", "县民政局"), actor=cast.handler)
    assert raised.value.error_dict.keys() == {"name"}
    add_task(unit=organisation.county, facts=TaskFacts("走访台账", "县教育局"), actor=cast.handler)
    assert Task.objects.count() == 2


def test_none_but_handlers_of_the_unit_write(organisation: Organisation, cast: Cast) -> None:
    row = task(organisation.county)
    for actor in (cast.leader, cast.superior, cast.outsider, cast.system_admin):
        with pytest.raises(PermissionDenied):
            add_task(unit=organisation.county, facts=FACTS, actor=actor)
        with pytest.raises(PermissionDenied):
            change_task(task=row, facts=FACTS, actor=actor)
    assert Task.objects.count() == 1


def test_a_register_is_read_from_below_and_above(organisation: Organisation, cast: Cast) -> None:
    county, town, other = (task(unit) for unit in (organisation.county, organisation.town, organisation.other_town))
    assert set(tasks_for(cast.handler)) == {county}
    assert set(tasks_for(cast.outsider)) == {county, other}
    assert set(tasks_for(cast.leader)) == set(tasks_for(cast.superior)) == {county, town, other}
    assert set(tasks_for(cast.audit_admin)) == set(tasks_for(cast.applicant)) == set()
    with pytest.raises(Http404):
        get_task_for(cast.outsider, town.pk)
    with pytest.raises(PermissionDenied):
        get_task_for(cast.panel_member, town.pk)


def test_search_finds_what_the_register_shows(organisation: Organisation, cast: Cast) -> None:
    rows = [task(unit) for unit in (organisation.county, organisation.town, organisation.other_town)]
    tasks = kind("task")
    assert set(tasks.keys()) == {str(row.pk) for row in rows}
    for user in (*(getattr(cast, name) for name in Cast.__annotations__), None):
        held = tasks.audience(user)
        found = {row for row in rows if (document := tasks.build(str(row.pk))) and document.audience & held}
        assert found == (set(tasks_for(user)) if user else set())
    assert tasks.link(str(rows[0].pk), cast.handler) == f"/work/tasks/{rows[0].pk}/"
    assert str(tasks.describe("state", "task-cancelled")) == str(Task.State.CANCELLED.label)


@pytest.mark.parametrize("target", Task.State.values)
@pytest.mark.parametrize("source", Task.State.values)
def test_states_follow_as_the_table_says(organisation: Organisation, source: str, target: str) -> None:
    other = task(organisation.county, "统一台账")
    row = task(organisation.county, state=source, merged_into=other if source == "merged" else None)
    into = other.pk if target == "merged" else None
    allowed = source in LIVE_STATES and target != "in_force"
    assert may_follow(source, target) is ((source, target) in TABLE) is allowed
    if allowed:
        move_task(row.pk, target, on=timezone.localdate(), into=into)
    else:
        with pytest.raises(StateConflict):
            move_task(row.pk, target, on=timezone.localdate(), into=into)
    row.refresh_from_db()
    assert row.state == (target if allowed else source)


def test_a_task_is_merged_into_a_living_one_alone(organisation: Organisation) -> None:
    row, gone = task(organisation.county), task(organisation.county, "旧台账", state="cancelled")
    for into in (gone.pk, row.pk):
        with pytest.raises(StateConflict):
            move_task(row.pk, "merged", on=timezone.localdate(), into=into)


def test_every_decision_has_its_state_and_the_database_knows_no_other(organisation: Organisation) -> None:
    assert {way.target for way in WAYS.values()} == set(Task.State.values) - {"in_force"}
    with pytest.raises(IntegrityError), transaction.atomic():
        task(organisation.county, state="forgotten")
    with pytest.raises(IntegrityError), transaction.atomic():
        task(organisation.county, state="merged")


def test_what_was_cancelled_and_comes_back_bears_a_flag(organisation: Organisation, cast: Cast) -> None:
    gone = task(organisation.town, "2025年走访登记表", state="cancelled")
    row = add_task(unit=organisation.county, facts=FACTS, actor=cast.handler)
    assert row.again_of == gone
    assert set(Task.objects.flagged()) == {row}
    for actor in (cast.handler, cast.superior):
        with pytest.raises(PermissionDenied):
            see_flag(task=row, actor=actor)
    see_flag(task=row, actor=cast.leader)
    with pytest.raises(StateConflict):
        see_flag(task=row, actor=cast.leader)
    assert set(Task.objects.flagged()) == set()


def test_another_department_or_another_town_orders_nothing_again(organisation: Organisation, cast: Cast) -> None:
    task(organisation.county, asked_by="县教育局", state="cancelled")
    task(organisation.town, state="cancelled")
    row = add_task(unit=organisation.other_town, facts=FACTS, actor=cast.outsider)
    assert row.again_of is None


def test_a_changed_task_is_written_anew_unless_it_is_gone(organisation: Organisation, cast: Cast) -> None:
    row = add_task(unit=organisation.county, facts=FACTS, actor=cast.handler)
    change_task(task=row, facts=TaskFacts("入户走访台账", "县民政局", hours=">8"), actor=cast.handler)
    row.refresh_from_db()
    assert (row.name, row.key, row.hours, row.burden) == ("入户走访台账", "入户走访表", ">8", None)
    move_task(row.pk, "cancelled", on=timezone.localdate())
    with pytest.raises(StateConflict):
        change_task(task=row, facts=FACTS, actor=cast.handler)


def test_reports_and_problems_point_to_tasks(organisation: Organisation, cast: Cast) -> None:
    row, far = task(organisation.county), task(organisation.town)
    words, known = report(organisation.county), problem(organisation.county)
    point_report(report=words, task=row, actor=cast.handler)
    point_problem(problem=known, task=row, actor=cast.handler)
    assert (list(row.reports.all()), list(row.problems.all())) == ([words], [known])
    with pytest.raises(ValidationError):
        point_report(report=words, task=far, actor=cast.handler)
    for actor in (cast.leader, cast.outsider):
        with pytest.raises(PermissionDenied):
            point_report(report=words, task=row, actor=actor)
        with pytest.raises(PermissionDenied):
            point_problem(problem=known, task=row, actor=actor)
    point_report(report=words, task=None, actor=cast.handler)
    assert row.reports.count() == 0


def test_a_handler_of_the_line_complained_of_ties_no_report(organisation: Organisation, cast: Cast) -> None:
    words = report(organisation.county, asked_by_unit=organisation.bureau)
    Membership.objects.create(user=cast.handler, unit=organisation.bureau, role=Role.HANDLER)
    with pytest.raises(PermissionDenied):
        point_report(report=words, task=task(organisation.county), actor=cast.handler)


def test_a_task_made_from_a_report_does_not_repeat_its_words(organisation: Organisation, cast: Cast) -> None:
    words = report(organisation.county, "每周都要把同一份入户走访台账分别报给三个科室，来回改到很晚。")
    with pytest.raises(ValidationError):
        add_task(
            unit=organisation.county, actor=cast.handler, source=words,
            facts=TaskFacts("把同一份入户走访台账分别报给三个科室", "县民政局"),
        )  # fmt: skip
    row = add_task(unit=organisation.county, facts=FACTS, actor=cast.handler, source=words)
    assert list(row.reports.all()) == [words]
