"""Taking tasks over from a file: preview, errors by line, all or nothing; and what goes out again."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import AuditEntry, Membership, Role
from feedback.models import Task
from feedback.register.columns import BANDS, COLUMNS, band_word, by_word, cells_of, codes, settled
from feedback.register.importing import Effect, plan
from feedback.register.sheets import Table, read_table
from feedback.services.imports import import_tasks
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation, build_organisation
from tests.feedback.register.rows import task
from tests.feedback.rows import problem, report

HEADINGS = ["任务名称", "要求部门", "频次", "每次用时", "涉及人数", "数据项"]
ROWS: Table = [
    HEADINGS,
    ["走访台账", "县民政局", "", "", "", "姓名、住址"],
    ["汛情日报", "县应急局", ">20", "<0.5", "6-10", "水位"],
]


def _file(rows: Table) -> SimpleUploadedFile:
    return SimpleUploadedFile("任务.csv", "\r\n".join(",".join(row) for row in rows).encode())


def test_a_plan_says_what_each_line_would_do(organisation: Organisation) -> None:
    task(organisation.county, data_items="姓名")
    task(organisation.county, "防火日报", "县林业局")
    found = plan([*ROWS, ["防火日报", "县林业局", "", "", "", ""], ["", "", "", "", "", ""]], [organisation.county])
    effects = [(line.number, line.effect) for line in found.lines]
    assert effects == [(2, Effect.CHANGED), (3, Effect.NEW), (4, Effect.SAME)]
    assert found.counts == {"new": 1, "changed": 1, "same": 1}
    assert (found.lines[1].facts.per_month, found.lines[1].facts.hours, found.lines[1].facts.people) == (
        ">20", "<0.5", "6-10",
    )  # fmt: skip


def test_headings_are_read_in_both_languages_and_others_named(organisation: Organisation) -> None:
    found = plan([["TASK", " department ", "状态", "Colour"], ["a", "b", "", "red"]], [organisation.county])
    assert (found.unread, found.wrong) == (("Colour",), ())
    for rows in ([["任务名称"], ["x"]], [["任务名称", "task", "要求部门"], ["x", "y", "z"]], [HEADINGS]):
        with pytest.raises(ValidationError):
            plan(rows, [organisation.county])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_fault_of_a_line_is_named_with_its_column(organisation: Organisation, language: str) -> None:
    rows = [
        [*HEADINGS, "承担单位"],
        ["", "县民政局", "often", "", "", "", "清源县"],
        ["x" * 121, "县民政局", "", "", "", "", "火星县"],
        ["走访台账", "县民政局", "", "", "", "", "清源县"],
        ["2026年走访统计表", "县民政局", "", "", "", "", "清源县"],
    ]
    with translation.override(language):
        lines = plan(rows, [organisation.county, organisation.town]).lines
        names = {column.field: column.heading for column in COLUMNS}
        started = [[error.split(":")[0] for error in line.errors] for line in lines[:2]]
    assert started == [[names["name"], names["per_month"]], [names["unit"], names["name"]]]
    assert (lines[2].errors, len(lines[3].errors)) == ((), 1)
    assert "4" in lines[3].errors[0]
    said = {"zh-hans": "请填写以下单位之一：清源县、柳塘镇。", "en": "Please name one of these units: 清源县、柳塘镇."}
    assert lines[1].errors[0] == f"{names['unit']}: {said[language]}"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("field", BANDS)
def test_bands_are_read_as_they_are_written(language: str, field: str) -> None:
    with translation.override(language):
        written = [band_word(field, code) for code in codes(field)]
    assert [by_word(field)[settled(word)] for word in written] == codes(field)


def test_everything_is_taken_over_or_nothing(organisation: Organisation, cast: Cast) -> None:
    good = plan(ROWS, [organisation.county])
    for actor in (cast.leader, cast.outsider):
        with pytest.raises(PermissionDenied):
            import_tasks(plan=good, actor=actor)
    wrong = plan([*ROWS, ["", "县教育局", "", "", "", ""]], [organisation.county])
    with pytest.raises(ValidationError):
        import_tasks(plan=wrong, actor=cast.handler)
    task(organisation.county, "汛情日报", "县应急局")
    with pytest.raises(StateConflict):
        import_tasks(plan=good, actor=cast.handler)
    assert (Task.objects.count(), AuditEntry.objects.count()) == (1, 0)
    assert import_tasks(plan=plan(ROWS, [organisation.county]), actor=cast.handler) == 2
    assert Task.objects.count() == 2
    assert AuditEntry.objects.latest("number").act == "task.import"


def test_what_was_cancelled_bears_its_flag_when_a_file_orders_it_again(organisation: Organisation, cast: Cast) -> None:
    gone = task(organisation.county, state="cancelled")
    import_tasks(plan=plan(ROWS, [organisation.county]), actor=cast.handler)
    assert Task.objects.flagged().get().again_of == gone


class AnyTable(TestCase):
    """Whatever a table holds, each line is planned or refused with words."""

    @given(
        st.lists(
            st.lists(st.sampled_from([*HEADINGS, "承担单位", "清源县", "", "x" * 200, "4-8", "=1"]), max_size=8),
            max_size=4,
        )
    )
    def test_is_planned_or_refused(self, rows: Table) -> None:
        organisation = build_organisation()
        table = [[*HEADINGS, "承担单位"], *rows]
        if not any(any(row) for row in rows):
            with pytest.raises(ValidationError):
                plan(table, [organisation.county])
            return
        found = plan(table, [organisation.county, organisation.town])
        assert len(found.lines) == sum(any(row) for row in rows)
        assert all((line.effect is None) == bool(line.errors) for line in found.lines)


@pytest.fixture
def handler(client: Client, cast: Cast) -> Client:
    client.force_login(cast.handler)
    return client


def _carried(page: str) -> str:
    return page.partition('name="rows" value="')[2].partition('"')[0]


def test_a_file_is_previewed_and_then_taken_over(handler: Client, organisation: Organisation) -> None:
    page = handler.post("/work/tasks/import/", {"file": _file(ROWS)}).content.decode()
    assert "汛情日报" in page
    assert Task.objects.count() == 0
    answer = handler.post("/work/tasks/import/confirm/", {"rows": _carried(page)})
    assert (answer.status_code, Task.objects.count()) == (302, 2)
    Task.objects.filter(name="汛情日报").update(forms="旧表", per_month="<1")
    again = handler.post("/work/tasks/import/", {"file": _file(ROWS)}).content.decode()
    assert '<span class="small">频次、表单或应用</span>' in again
    assert handler.post("/work/tasks/import/confirm/", {"rows": _carried(again)}).status_code == 302
    assert Task.objects.count() == 2


def test_faults_are_shown_line_by_line_and_nothing_can_be_confirmed(
    handler: Client, organisation: Organisation
) -> None:
    answer = handler.post("/work/tasks/import/", {"file": _file([*ROWS, ["汛情日报", "县应急局", "常常", "", "", ""]])})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "常常" in page
    assert 'name="rows"' not in page


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04", b"a,b\n1,2", b"x" * 2_000_000, "任务名称".encode()])
def test_a_file_that_is_no_good_gets_a_message(handler: Client, organisation: Organisation, data: bytes) -> None:
    answer = handler.post("/work/tasks/import/", {"file": SimpleUploadedFile("x.csv", data)})
    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.content.decode()
    assert handler.post("/work/tasks/import/").status_code == 422


def test_a_preview_that_was_tampered_with_is_refused(handler: Client, organisation: Organisation) -> None:
    for rows in ("", "nonsense", "a:b:c"):
        assert handler.post("/work/tasks/import/confirm/", {"rows": rows}).status_code == 422
    assert Task.objects.count() == 0


def test_a_right_that_is_gone_counts_at_the_confirmation(
    handler: Client, cast: Cast, organisation: Organisation
) -> None:
    page = handler.post("/work/tasks/import/", {"file": _file(ROWS)}).content.decode()
    Membership.objects.filter(user=cast.handler).update(role=Role.LEADER)
    assert handler.post("/work/tasks/import/confirm/", {"rows": _carried(page)}).status_code == 403
    Membership.objects.filter(user=cast.handler).update(role=Role.HANDLER, unit=organisation.town)
    handler.post("/work/tasks/import/confirm/", {"rows": _carried(page)})
    assert set(Task.objects.values_list("unit", flat=True)) <= {organisation.town.pk}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_template_can_be_taken_over_as_it_is(
    handler: Client, organisation: Organisation, kind: str, language: str
) -> None:
    data = handler.get(f"{language}/work/tasks/import/template/{kind}/").content
    found = plan(read_table(data), [organisation.county])
    assert (found.wrong, found.unread, found.counts["new"]) == ((), (), 1)
    assert found.lines[0].facts.per_month == "4-8"
    assert handler.get("/work/tasks/import/template/odt/").status_code == 404


def test_the_export_holds_what_the_reader_may_see_and_comes_back_unchanged(
    client: Client, cast: Cast, organisation: Organisation
) -> None:
    mine = task(organisation.county, "=走访", hours=">8", per_month="<1", people="1", data_items="姓名")
    task(organisation.town, "镇里的台账")
    client.force_login(cast.handler)
    data = client.get("/work/tasks/export/").content
    rows = read_table(data)
    assert [row[0] for row in rows[1:]] == ["=走访"]
    assert b"'=" in data
    assert rows[1] == [*cells_of(mine)]
    assert plan(rows, [organisation.county]).counts == {"new": 0, "changed": 0, "same": 1}
    client.force_login(cast.leader)
    assert len(read_table(client.get("/work/tasks/export/").content)) == 3


def test_problems_go_out_with_told_counts_alone(client: Client, cast: Cast, organisation: Organisation) -> None:
    known = problem(organisation.county, "+加班填表")
    for _number in range(12):
        report(organisation.county, problem=known, state="triaged", hours=">8", per_month=">20", people=">30")
    client.force_login(cast.handler)
    text = client.get("/work/problems/export/").content.decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[1]
    assert row[0] == "'+加班填表"
    assert (len(row), row[-4], row[-2:]) == (16, "", ["", ""])
    assert not row[-3].isdigit()
