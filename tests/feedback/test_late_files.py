"""Files with a later message: taken, shown, refused and deleted like those of the report."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from feedback import receipts
from feedback.files.sealing import unseal_note
from feedback.floods.buckets import refill
from feedback.following import open_thread
from feedback.intake import Content
from feedback.models import Bucket, Message, PooledEntry, PooledFile, Report, ReportFile
from feedback.models.bucket import FILES
from feedback.services import submit_report
from feedback.services.rebuilding import FilesRefusedError
from feedback.services.release import release_all
from feedback.services.withdraw import withdraw_report
from jobs.rebuilding import Reason
from tests.conftest import Cast, Organisation
from tests.feedback.floods.test_buckets import Top
from tests.feedback.rows import DAY
from tests.jobs.rebuilding import samples

TEXT = "上周又多了一列，见附件。"


@pytest.fixture
def receipt(organisation: Organisation) -> str:
    made = receipts.new()
    content = Content(category="B03", words="一式三份的台账", receiving_unit=organisation.county.pk)
    submit_report(receipt=made, content=content, today=DAY, files=[samples.png()])
    return made


def _add(client: Client, receipt: str, *data: bytes, text: str = TEXT) -> Any:
    chosen = [SimpleUploadedFile("李四.jpg", each) for each in data]
    page = client.post("/follow/add/", {"receipt": receipt, "text": text, "chosen": chosen})
    assert page.status_code == 200
    return page


def _counts() -> list[int]:
    return [rows.objects.count() for rows in (PooledFile, Message, ReportFile)]


def test_the_field_and_its_limits_stand_in_the_thread(reporter: Client, receipt: str) -> None:
    page = reporter.post("/follow/", {"receipt": receipt}).content.decode()
    form = page.split('action="/follow/add/"')[1].split("</form>")[0]
    limits = ("一次最多3个，总共最多12个", "5 MB", "4000 万像素", "50 页")
    for part in ('enctype="multipart/form-data"', 'type="file" name="chosen"', *limits):
        assert part in form


def test_they_wait_with_their_message_and_go_behind_those_of_the_report(
    reporter: Client, receipt: str, organisation: Organisation, cast: Cast
) -> None:
    page = _add(reporter, receipt, samples.jpeg(), samples.pdf())
    assert (page.context["added"], page.context["thread"].files, page.context["thread"].added) == (True, 1, 2)
    assert "没有保留" not in page.content.decode()
    assert _counts() == [3, 0, 0]
    release_all(today=DAY)
    notes = [unseal_note(file.note) for file in ReportFile.objects.all()]
    assert [(note.kind, note.late) for note in notes] == [("png", False), ("jpg", True), ("pdf", True)]
    assert _counts() == [0, 1, 3]
    handler, key = Client(), Report.objects.get().pk
    handler.force_login(cast.handler)
    assert handler.get(f"/work/reports/{key}/").content.decode().count("随后来的补充一并提交") == 2
    got = handler.get(f"/work/reports/{key}/files/3/")
    assert got.headers["Content-Disposition"] == 'attachment; filename="attachment-3.pdf"'
    assert samples.MARK.encode() not in got.content


def test_the_same_message_with_the_same_files_is_one(reporter: Client, receipt: str) -> None:
    for _ in range(2):
        _add(reporter, receipt, samples.jpeg())
    assert _counts() == [2, 0, 0]
    release_all(today=DAY)
    _add(reporter, receipt, samples.jpeg())
    assert (_counts(), PooledEntry.objects.count()) == ([0, 1, 2], 0)
    _add(reporter, receipt, samples.pdf())
    assert (_counts(), PooledEntry.objects.count()) == ([1, 1, 2], 1)


@pytest.mark.parametrize(
    ("data", "text", "codes", "wrong"),
    [
        ([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], TEXT, ["office"], []),
        ([samples.jpeg(), samples.jpeg()[:900]], TEXT, ["damaged"], []),
        ([samples.jpeg()] * 4, "短", ["many"], ["min_length"]),
    ],
    ids=["office", "damaged", "many, and little said"],
)
def test_a_refused_file_shows_why_beside_the_field_and_keeps_the_words(  # noqa: PLR0913, PLR0917  # one table
    reporter: Client, receipt: str, data: list[bytes], text: str, codes: list[str], wrong: list[str]
) -> None:
    page = _add(reporter, receipt, *data, text=text)
    assert [error.code for error in page.context["files"].errors.as_data()["chosen"]] == codes
    assert [error.code for error in page.context["form"].errors.as_data().get("text", [])] == wrong
    shown = page.content.decode()
    assert (f"{text}</textarea>" in shown, "请重新选择全部文件" in shown, shown.count('id="errors"')) == (True, True, 1)
    assert _counts() == [1, 0, 0]


def test_no_receipt_holds_more_files_than_the_limit(reporter: Client, receipt: str, settings: Any) -> None:
    settings.FILE_TOTAL = 2
    refill(chance=Top())
    _add(reporter, receipt, samples.jpeg())
    before = Bucket.objects.get(place=FILES).level
    page = _add(reporter, receipt, samples.pdf(), text="再补一份。")
    assert [error.code for error in page.context["files"].errors.as_data()["chosen"]] == ["many"]
    assert "每个回执码下最多存放2个文件" in page.content.decode()
    release_all(today=DAY)
    again = _add(reporter, receipt, samples.jpeg())  # what lies there already is not one more
    assert again.context["added"]
    assert (_counts(), Bucket.objects.get(place=FILES).level) == ([0, 1, 2], before - 1)


def test_what_is_sent_again_is_called_safe_where_no_file_can_be_looked_at(
    reporter: Client, receipt: str, organisation: Organisation
) -> None:
    _add(reporter, receipt, samples.jpeg())
    refill(chance=Top())
    Bucket.objects.filter(place=FILES).update(level=0)
    assert _add(reporter, receipt, samples.jpeg()).context["added"]  # waits, and is known by its bytes
    release_all(today=DAY)
    page = _add(reporter, receipt, samples.jpeg())
    assert [error.code for error in page.context["files"].errors.as_data()["chosen"]] == ["stored"]
    content = Content(category="B03", words="一式三份的台账", receiving_unit=organisation.county.pk)
    with pytest.raises(FilesRefusedError) as refused:
        submit_report(receipt=receipt, content=content, today=DAY, files=[samples.png()])
    assert refused.value.faults == {0: Reason.STORED}
    with pytest.raises(FilesRefusedError) as refused:
        submit_report(receipt=receipts.new(), content=content, today=DAY, files=[samples.png()])
    assert refused.value.faults == {0: Reason.BUSY}


def test_a_mistyped_receipt_says_that_the_files_are_gone(reporter: Client, receipt: str) -> None:
    page = _add(reporter, "mistyped", samples.jpeg()).content.decode()
    assert (f"{TEXT}</textarea>" in page, "请重新选择全部文件" in page) == (True, True)


def test_whoever_holds_no_receipt_gets_nothing_rebuilt(reporter: Client, receipt: str) -> None:
    refill(chance=Top())
    before = Bucket.objects.get(place=FILES).level
    _add(reporter, receipts.new(), samples.jpeg())
    assert Bucket.objects.get(place=FILES).level == before
    _add(reporter, receipt, samples.jpeg())
    assert Bucket.objects.get(place=FILES).level == before - 1


def test_a_withdrawn_report_takes_them_along(reporter: Client, receipt: str) -> None:
    _add(reporter, receipt, samples.jpeg())
    release_all(today=DAY)
    _add(reporter, receipt, samples.png(), text="再补一张。")
    withdraw_report(receipt=receipt)
    assert (_counts(), PooledEntry.objects.count()) == ([0, 0, 0], 0)


def test_the_thread_opens_though_the_key_of_files_is_lost(reporter: Client, receipt: str) -> None:
    PooledFile.objects.update(note=b"x" * 156)
    thread = open_thread(receipt)
    assert thread is not None
    assert (thread.words, thread.files) == ("一式三份的台账", 1)
