from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEntry
from feedback import receipt_keys, receipts
from feedback.following import open_thread
from feedback.intake import Content
from feedback.models import PooledEntry, ReceiptKey, Report
from feedback.services import add_message, submit_report
from feedback.services.release import release_all
from feedback.services.rotation import RotationError, retire_keys, rotate_key
from feedback.services.submit import content_under
from feedback.services.withdraw import withdraw_report
from tests.conftest import Organisation

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path


def _send(organisation: Organisation, words: str) -> str:
    receipt = receipts.new()
    content = Content(category="B03", words=words, receiving_unit=organisation.county.pk)
    submit_report(receipt=receipt, content=content, today=DAY)
    return receipt


def _versions() -> list[str]:
    return sorted(each.partition(".")[0] for each in Report.objects.values_list("receipt_digest", flat=True))


def test_a_new_version_is_taken_up_with_the_release_so_that_no_batch_is_split(organisation: Organisation) -> None:
    early = _send(organisation, "甲")
    assert rotate_key() == 2
    late = _send(organisation, "乙")
    release_all(today=DAY)
    assert [len(digest) for digest in _versions()] == [64, 64]  # both under the first key: no version before a dot
    newest = _send(organisation, "丙")
    release_all(today=DAY)
    assert [digest[:1] for digest in _versions() if len(digest) < 64] == ["2"]
    assert [open_thread(each).words for each in (early, late, newest)] == ["甲", "乙", "丙"]  # type: ignore[union-attr]
    assert receipt_keys.in_use() == [2, 1]


def test_old_receipts_do_everything_after_a_rotation(organisation: Organisation) -> None:
    receipt = _send(organisation, "甲")
    rotate_key()
    release_all(today=DAY)
    add_message(receipt=receipt, text="补充", today=DAY)
    submit_report(receipt=receipt, content=content_under(receipt), today=DAY)  # type: ignore[arg-type]
    assert PooledEntry.objects.count() == 1
    release_all(today=DAY)
    assert Report.objects.get().messages.get().text == "补充"
    withdraw_report(receipt=receipt)
    assert Report.objects.get().withdrawn


def test_a_report_sent_again_after_the_change_is_stored_once(organisation: Organisation, reporter: Client) -> None:
    receipt = _send(organisation, "甲")
    rotate_key()
    release_all(today=DAY)
    submit_report(receipt=receipt, content=content_under(receipt), today=DAY)  # type: ignore[arg-type]
    assert (Report.objects.count(), PooledEntry.objects.count()) == (1, 0)
    assert "甲" in reporter.post("/follow/", {"receipt": receipt}).content.decode()


def test_a_version_is_dropped_only_when_no_row_needs_it(organisation: Organisation) -> None:
    _send(organisation, "甲")
    rotate_key()
    assert retire_keys() == ([], [])
    release_all(today=DAY)
    assert retire_keys() == ([], [1])
    Report.objects.all().delete()
    kept = _send(organisation, "乙")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", lambda act: act())
        assert retire_keys() == ([1], [])
    assert not receipt_keys.path(1).exists()
    assert receipt_keys.in_use() == [2]
    assert open_thread(kept) is not None
    rotate_key()
    release_all(today=DAY)
    assert receipt_keys.in_use() == [3, 2]


def test_one_version_waits_at_a_time_and_the_acts_stand_in_the_trail() -> None:
    rotate_key()
    with pytest.raises(RotationError, match="Version 2 waits"):
        rotate_key()
    assert AuditEntry.objects.filter(act="receipts.rotate").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptKey.objects.create(version=9, stage=ReceiptKey.Stage.ACTIVE)


def test_a_node_without_the_new_key_goes_on_with_the_old_one(organisation: Organisation) -> None:
    rotate_key()
    receipt_keys.path(2).rename(receipt_keys.path(2).with_suffix(".elsewhere"))
    receipt = _send(organisation, "甲")
    release_all(today=DAY)
    assert receipt_keys.in_use() == [1]
    assert open_thread(receipt) is not None


def test_a_node_never_makes_up_a_key_that_the_others_have() -> None:
    rotate_key()
    release_all(today=DAY)
    receipt_keys.path(2).unlink()
    with pytest.raises(receipt_keys.MissingKeyError):
        receipts.digest(receipts.new())
    assert not receipt_keys.path(2).exists()


def test_the_digest_says_its_version_and_differs_under_each_key() -> None:
    receipt = receipts.new()
    first = receipts.digest(receipt)
    rotate_key()
    release_all(today=DAY)
    second = receipts.digest(receipt)
    assert (len(first), len(second), second[:2], "." in first) == (64, 64, "2.", False)
    assert receipts.digests(receipt) == [second, first]
    assert second[2:] not in first


def test_the_command_says_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rotate_receipt_key", prepare=True)
    assert "receipt-2.key into QZ_KEYS of every node" in capsys.readouterr().out
    prepared = receipt_keys.path(2).read_text()
    call_command("rotate_receipt_key")
    assert "Version 2 is taken up with the next release" in capsys.readouterr().out
    assert receipt_keys.path(2).read_text() == prepared
    with pytest.raises(CommandError, match="waits for the next release"):
        call_command("rotate_receipt_key")
    release_all(today=DAY)
    call_command("rotate_receipt_key", retire=True)
    assert "Dropped: 1. Still needed by reports: none." in capsys.readouterr().out
