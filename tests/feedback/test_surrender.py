"""The promise page names every table and column that a real submission touches; the database itself is asked."""

import re

from django.apps import apps
from django.db.models import Model
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEntry
from feedback.models import Report
from feedback.services import add_message, give_verdict
from feedback.services.release import release_all
from feedback.surrender import columns_of, meaning_of, tables, touched_models
from tests.cast import Cast, Organisation
from tests.feedback.printing import printed_today
from tests.feedback.rows import DAY, problem
from tests.feedback.walking import receipt_of, walk_to_keep

Rows = dict[type[Model], list[str]]


def _every_row() -> Rows:
    return {
        model: sorted(map(repr, model._base_manager.order_by().values_list()))  # noqa: SLF001  # every row
        for model in apps.get_models()
    }


def _touched(before: Rows, after: Rows) -> set[type[Model]]:
    return {model for model in after if before[model] != after[model]}


def test_every_table_that_a_submission_touches_is_on_the_page(
    reporter: Client, organisation: Organisation, cast: Cast, settings: Settings
) -> None:
    settings.FORM_LEAST_AGE = 0
    code = printed_today(cast, organisation.town)[0]
    start = _every_row()
    form = walk_to_keep(reporter, organisation, own_unit=str(organisation.town.pk))
    assert reporter.post("/report/send/", {**form, "code": code}).status_code == 200
    sent = _every_row()
    add_message(receipt=receipt_of(form), text="补充一句。", today=DAY)
    release_all(today=DAY)
    released = _every_row()
    found = problem(organisation.county, state="implemented")
    Report.objects.update(problem=found, state=Report.State.TRIAGED)
    ready = _every_row()
    give_verdict(receipt=receipt_of(form), value="fixed", today=DAY)
    release_all(today=DAY)
    touched = _touched(start, sent) | _touched(sent, released) | _touched(ready, _every_row())
    names = {model.__name__ for model in touched}
    assert names >= {"PooledEntry", "Report", "Message", "Verdict", "SpentMark", "DirtyMark"}
    # The problem's own state and history move by the verdicts of all; staff read them.
    assert names - {model.__name__ for model in touched_models()} <= {"Problem", "ProblemEvent"}
    assert AuditEntry not in touched


def test_every_column_is_explained_and_has_an_example(db: None) -> None:
    unexplained = [
        f"{model.__name__}.{field.column}"
        for model in touched_models()
        for field in columns_of(model)
        if meaning_of(model, str(field.column)) is None
    ]
    assert unexplained == []
    by_name = {table.name: {column.name: column.example for column in table.columns} for table in tables()}
    assert re.fullmatch(
        r"[0-9a-f]{24}… \\(\\d+ bytes\\)".replace("\\\\", "\\"), by_name["feedback_pooledentry"]["sealed"]
    )
    assert len(by_name["feedback_report"]["receipt_digest"]) == 64
    assert by_name["feedback_report"]["words"].startswith("每周都要")


def test_the_page_shows_each_of_them(reporter: Client, db: None) -> None:
    for address in ("/promise/", "/en/promise/"):
        page = reporter.get(address).content.decode()
        missing = [
            f"{table.name}.{column.name}"
            for table in tables()
            for column in table.columns
            if f"<code>{table.name}</code>" not in page or f"<code>{column.name}</code>" not in page
        ]
        assert missing == []
