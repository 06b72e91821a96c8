"""Whoever holds the receipt takes the report back; nothing tells when, and no figure changes."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEntry
from feedback import receipts
from feedback.intake import Content
from feedback.models import Message, PooledEntry, Report
from feedback.selectors import figures
from feedback.services import add_message, release_due, submit_report
from feedback.services.reply import UnknownReceiptError
from feedback.services.retention import erase_due
from feedback.services.withdraw import withdraw_report
from search.checking import compare
from search.models import DirtyMark
from tests.conftest import Cast, Organisation
from tests.feedback.rows import problem

DAY = date(2026, 3, 2)
WORDS = "一式三份的台账，每周一次。"


@pytest.fixture
def receipt(organisation: Organisation, settings: Settings) -> str:
    settings.POOL_BATCH = 1
    made = receipts.new()
    content = Content(category="B03", words=WORDS, receiving_unit=organisation.county.pk, task="台账")
    submit_report(receipt=made, content=content, today=DAY)
    return made


def test_a_waiting_report_is_deleted_outright(receipt: str) -> None:
    add_message(receipt=receipt, text="又加了一列。", today=DAY)
    withdraw_report(receipt=receipt)
    assert (PooledEntry.objects.count(), release_due(today=DAY), Report.objects.count()) == (0, 0, 0)
    with pytest.raises(UnknownReceiptError):
        withdraw_report(receipt=receipt)


def test_a_released_report_loses_its_words_and_leaves_no_trace_of_the_act(receipt: str) -> None:
    add_message(receipt=receipt, text="又加了一列。", today=DAY)
    release_due(today=DAY)
    add_message(receipt=receipt, text="还有一句。", today=DAY)
    DirtyMark.objects.all().delete()
    withdraw_report(receipt=receipt)
    withdraw_report(receipt=receipt)
    row = Report.objects.get()
    assert (row.words, row.task, row.state, row.withdrawn) == ("", "", "withdrawn", True)
    assert (row.state_on, row.erased_on, row.released_on) == (None, None, DAY)
    assert (Message.objects.count(), PooledEntry.objects.count(), DirtyMark.objects.count()) == (0, 0, 0)
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("state", ["triaged", "declined"])
def test_what_was_dealt_with_keeps_its_place_in_the_figures(
    receipt: str, state: str, organisation: Organisation
) -> None:
    release_due(today=DAY)
    joined = problem(organisation.county) if state == "triaged" else None
    reason = "请走信访渠道。" if state == "declined" else ""
    Report.objects.update(state=state, problem=joined, decline_reason=reason, state_on=DAY)
    before = figures(organisation.county, DAY, DAY)
    withdraw_report(receipt=receipt)
    row = Report.objects.get()
    assert (row.state, row.words, row.decline_reason, row.withdrawn) == (state, "", "", True)
    assert figures(organisation.county, DAY, DAY) == before


def test_the_next_daily_run_clears_the_index_of_it(receipt: str) -> None:
    release_due(today=DAY)
    withdraw_report(receipt=receipt)
    DirtyMark.objects.all().delete()
    later = DAY + timedelta(days=9)
    assert (erase_due(today=later), erase_due(today=later)) == (1, 0)
    row = Report.objects.get()
    assert row.erased_on == DAY  # no day tells when it was withdrawn
    # The index was built anew behind it, which answers its marks.
    assert (DirtyMark.objects.count(), compare().is_exact) == (0, True)


def test_nothing_is_added_to_a_withdrawn_report(receipt: str) -> None:
    release_due(today=DAY)
    add_message(receipt=receipt, text="又加了一列。", today=DAY)
    Report.objects.update(words="", task="", withdrawn=True)
    with pytest.raises(UnknownReceiptError):
        add_message(receipt=receipt, text="还有一句。", today=DAY)
    release_due(today=DAY)
    assert Message.objects.count() == 0


def test_the_page_asks_once_more_before_it_withdraws(reporter: Client, receipt: str) -> None:
    page = reporter.post("/follow/", {"receipt": receipt}).content.decode()
    assert 'action="/follow/withdraw/"' in page
    page = reporter.post("/follow/withdraw/", {"receipt": receipt}).content.decode()
    assert ('name="sure"' in page, PooledEntry.objects.count()) == (True, 1)
    answer = reporter.post("/follow/withdraw/", {"receipt": receipt, "sure": "1"})
    assert (answer.status_code, dict(answer.cookies), PooledEntry.objects.count()) == (200, {}, 0)
    assert "没有与此回执码对应的反映件" in reporter.post("/follow/", {"receipt": receipt}).content.decode()


def test_the_page_of_a_withdrawn_report_says_so_and_takes_no_more(reporter: Client, receipt: str) -> None:
    release_due(today=DAY)
    reporter.post("/follow/withdraw/", {"receipt": receipt, "sure": "1"})
    page = reporter.post("/follow/", {"receipt": receipt}).content.decode()
    assert ("您已撤回这件反映" in page, 'name="text"' in page, "/follow/withdraw/" in page) == (True, False, False)
    page = reporter.post("/follow/add/", {"receipt": receipt, "text": "还有一句。"}).content.decode()
    assert ("您已撤回这件反映" in page, PooledEntry.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("mistyped", "回执码输入有误"), (receipts.new(), "没有与此回执码对应")],
    ids=["mistyped", "unknown"],
)
def test_a_wrong_receipt_withdraws_nothing(reporter: Client, receipt: str, typed: str, words: str) -> None:
    page = reporter.post("/follow/withdraw/", {"receipt": typed, "sure": "1"}).content.decode()
    assert (words in page, PooledEntry.objects.count()) == (True, 1)


def test_the_handler_sees_who_withdrew_it(client: Client, receipt: str, cast: Cast) -> None:
    release_due(today=DAY)
    withdraw_report(receipt=receipt)
    client.force_login(cast.handler)
    page = client.get(f"/work/reports/{Report.objects.get().pk}/").content.decode()
    assert ("反映人已撤回" in page, 'name="answer-text"' in page) == (True, False)
