from datetime import date

import pytest
from pytest_django import Settings

from feedback import receipts
from feedback.following import open_thread
from feedback.intake import Content
from feedback.models import PooledEntry
from feedback.services import add_message, release_due, submit_report
from feedback.services.reply import UnknownReceiptError
from feedback.services.submit import ReceiptInTextError, ReceiptUsedError, content_under
from tests.conftest import Organisation

DAY = date(2026, 3, 2)


@pytest.fixture
def receipt(organisation: Organisation) -> str:
    made = receipts.new()
    content = Content(category="B03", words="一式三份的台账", receiving_unit=organisation.county.pk)
    submit_report(receipt=made, content=content, today=DAY)
    return made


def test_a_message_waits_sealed(receipt: str) -> None:
    add_message(receipt=receipt, text="又来一份", today=DAY)
    entry = PooledEntry.objects.get(kind="message")
    assert "又来一份".encode() not in bytes(entry.sealed)
    thread = open_thread(receipt)
    assert thread is not None
    assert (thread.report, thread.waiting, thread.release_by) == (None, ("又来一份",), date(2026, 3, 5))
    assert thread.words == "一式三份的台账"


def test_the_same_message_twice_is_stored_once(receipt: str, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    for _ in range(2):
        add_message(receipt=receipt, text="又来一份", today=DAY)
    assert PooledEntry.objects.filter(kind="message").count() == 1
    release_due(today=DAY)
    add_message(receipt=receipt, text="又来一份", today=DAY)
    assert not PooledEntry.objects.exists()


def test_the_same_words_may_be_said_again_later(receipt: str, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    for text in ("还是老样子", "又来一份", "还是老样子"):
        add_message(receipt=receipt, text=text, today=DAY)
        release_due(today=DAY)
    thread = open_thread(receipt)
    assert thread is not None
    assert [message.text for message in thread.messages] == ["还是老样子", "又来一份", "还是老样子"]


def test_a_message_with_a_receipt_is_refused(receipt: str) -> None:
    with pytest.raises(ReceiptInTextError):
        add_message(receipt=receipt, text=f"我的码是 {receipt.lower().replace('-', ' ')}", today=DAY)
    assert not PooledEntry.objects.filter(kind="message").exists()


def test_an_unknown_receipt_is_refused(receipt: str) -> None:
    with pytest.raises(UnknownReceiptError):
        add_message(receipt=receipts.new(), text="又来一份", today=DAY)


def test_a_report_with_a_receipt_in_any_text_is_refused(organisation: Organisation) -> None:
    content = Content(category="B03", words="台账", task=receipts.new(), receiving_unit=organisation.county.pk)
    with pytest.raises(ReceiptInTextError):
        submit_report(receipt=receipts.new(), content=content, today=DAY)
    assert not PooledEntry.objects.exists()


def test_a_report_to_the_unit_complained_of_never_reaches_the_pool(organisation: Organisation) -> None:
    unit = organisation.county.pk
    content = Content(category="B03", words="台账", receiving_unit=unit, asked_by_unit=unit)
    with pytest.raises(ValueError, match="complained"):
        submit_report(receipt=receipts.new(), content=content, today=DAY)
    assert not PooledEntry.objects.exists()


def test_a_receipt_keeps_its_first_report(receipt: str, organisation: Organisation) -> None:
    other = Content(category="B03", words="另一件事", receiving_unit=organisation.county.pk)
    with pytest.raises(ReceiptUsedError):
        submit_report(receipt=receipt, content=other, today=DAY)
    kept = content_under(receipt)
    assert kept is not None
    assert kept.words == "一式三份的台账"


def test_a_receipt_keeps_its_report_after_the_release(
    receipt: str, organisation: Organisation, settings: Settings
) -> None:
    settings.POOL_BATCH = 1
    release_due(today=DAY)
    same = content_under(receipt)
    assert same is not None
    submit_report(receipt=receipt, content=same, today=DAY)
    other = Content(category="B03", words="另一件事", receiving_unit=organisation.county.pk)
    with pytest.raises(ReceiptUsedError):
        submit_report(receipt=receipt, content=other, today=DAY)
    assert not PooledEntry.objects.exists()
