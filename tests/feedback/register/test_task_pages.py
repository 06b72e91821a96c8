"""The pages of the register as handlers and leaders meet them."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from feedback.models import Task
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task
from tests.feedback.rows import problem, report

TYPED = {"task-name": "走访台账", "task-asked_by": "县民政局", "task-data_items": "姓名、住址", "task-hours": "2-4"}


@pytest.fixture
def handler(client: Client, cast: Cast) -> Client:
    client.force_login(cast.handler)
    return client


def test_a_task_is_written_down_and_found_in_the_list(handler: Client, organisation: Organisation) -> None:
    answer = handler.post("/work/tasks/new/", {**TYPED, "task-unit": organisation.county.pk})
    row = Task.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/work/tasks/{row.pk}/")
    page = handler.get("/work/tasks/?words=住址 民政").content.decode()
    assert "走访台账" in page
    assert "走访台账" not in handler.get("/work/tasks/?words=照片").content.decode()


def test_what_is_wrong_stands_beside_the_field_and_the_rest_is_kept(
    handler: Client, organisation: Organisation
) -> None:
    answer = handler.post("/work/tasks/new/", {**TYPED, "task-name": "", "task-unit": organisation.county.pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "姓名、住址" in page
    assert 'href="#id_task-name"' in page


def test_a_unit_out_of_reach_is_refused(handler: Client, organisation: Organisation) -> None:
    assert handler.post("/work/tasks/new/", {**TYPED, "task-unit": organisation.town.pk}).status_code == 422
    assert handler.post("/work/tasks/new/", {**TYPED, "task-unit": "x"}).status_code == 422
    assert Task.objects.count() == 0


def test_the_form_opened_from_a_problem_ties_it(handler: Client, organisation: Organisation) -> None:
    known = problem(organisation.county, asked_by="县民政局")
    address = f"/work/tasks/new/?problem={known.pk}"
    assert 'value="县民政局"' in handler.get(address).content.decode()
    handler.post(address, {**TYPED, "task-unit": organisation.county.pk})
    known.refresh_from_db()
    assert known.register_task == Task.objects.get()
    assert known.title in handler.get(f"/work/tasks/{known.register_task_id}/").content.decode()


def test_the_form_shows_beside_it_what_the_task_is_made_of_and_notes_the_look(
    handler: Client, organisation: Organisation
) -> None:
    words = report(organisation.county, "走访台账又加了一列", data_items="姓名、住址", hours="2-4")
    page = handler.get(f"/work/tasks/new/?report={words.pk}").content.decode()
    assert ("走访台账又加了一列" in page, "姓名、住址" in page, "2 至 4 小时" in page) == (True, True, True)
    form = page.partition('<form method="post" class="card"')[2]
    # What was said by one person is for its reader alone, and is not written into the register by a click.
    assert ("走访台账" in form, "姓名、住址" in form, "selected>2" in form) == (False, False, False)
    assert list(AuditEntry.objects.values_list("act", "subject")) == [("report.open", f"report:{words.pk}")]
    known = problem(organisation.county, statement="三个科室各要一份。")
    assert "三个科室各要一份。" in handler.get(f"/work/tasks/new/?problem={known.pk}").content.decode()


@pytest.mark.parametrize("wrong", ["report=x", f"report={UUID(int=4)}", f"problem={UUID(int=4)}"])
def test_a_source_that_is_no_good_is_no_fault(handler: Client, organisation: Organisation, wrong: str) -> None:
    assert handler.get(f"/work/tasks/new/?{wrong}").status_code in (200, 404)


def test_a_report_is_tied_on_its_page(handler: Client, organisation: Organisation) -> None:
    row, words = task(organisation.county), report(organisation.county, "走访台账又加了一列")
    handler.post(f"/work/reports/{words.pk}/task/", {"point-task": row.pk})
    for unit in (organisation.county, organisation.other_town):
        report(unit, "又一份", register_task=row, hours="2-4", per_month="4-8", people="2-5")
    page = handler.get(f"/work/tasks/{row.pk}/").content.decode()
    assert "走访台账又加了一列" in page
    # That of the other town is none that this handler reads.
    assert "填了工时的合计每月约 16–160 人时" in page
    handler.post(f"/work/reports/{words.pk}/task/", {"point-task": "nonsense"})
    words.refresh_from_db()
    assert words.register_task == row


def test_a_task_is_changed_on_its_page(handler: Client, organisation: Organisation) -> None:
    row = task(organisation.county, data_items="姓名")
    page = handler.get(f"/work/tasks/{row.pk}/edit/").content.decode()
    assert "姓名" in page
    handler.post(f"/work/tasks/{row.pk}/edit/", TYPED)
    row.refresh_from_db()
    assert (row.data_items, row.unit) == ("姓名、住址", organisation.county)


def test_the_leader_takes_the_flag_down(client: Client, cast: Cast, organisation: Organisation) -> None:
    row = task(organisation.county, again_of=task(organisation.county, state="cancelled"))
    client.force_login(cast.leader)
    assert "?state=again" in client.get("/work/tasks/").content.decode()
    assert f"/work/tasks/{row.again_of_id}/" in client.get(f"/work/tasks/{row.pk}/").content.decode()
    address = f"/work/tasks/{row.pk}/seen/"
    client.post(address)
    row.refresh_from_db()
    assert row.flag_seen_by == cast.leader
    assert "?state=again" not in client.get("/work/tasks/").content.decode()
    assert client.post(address).status_code == 302


def test_the_list_asks_as_many_questions_for_one_task_as_for_twelve(
    handler: Client, organisation: Organisation
) -> None:
    counts = []
    for number in (1, 12):
        for place in range(number):
            task(organisation.county, f"防汛{number}台账", f"部门{place}")
        with CaptureQueriesContext(connection) as seen:
            handler.get("/work/tasks/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
