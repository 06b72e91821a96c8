import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEntry
from feedback import receipts
from feedback.files.sealing import note_of, seal_file, seal_note, unseal_file, unseal_note
from feedback.models import PooledEntry, PooledFile, Report, ReportFile
from feedback.sealing import BrokenSealError
from feedback.services.release import release_all
from feedback.services.retention import empty_reports
from feedback.services.withdraw import withdraw_report
from jobs.rebuilding import Kind, Reason, Rebuilt
from jobs.rebuilding.refusals import words_for
from tests.conftest import Cast, Organisation
from tests.feedback.rows import DAY, attach, report
from tests.feedback.walking import hidden, receipt_of, walk_to_keep
from tests.jobs.rebuilding import samples

_NAME = "李四的台账.jpg"


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0


def _file(data: bytes, name: str = _NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/octet-stream")


def _send(client: Client, form: dict[str, str], *data: bytes) -> str:
    page = client.post("/report/send/", {**form, "chosen": [_file(each) for each in data]})
    assert page.status_code == 200
    return page.content.decode()


def _refused(client: Client, organisation: Organisation, *data: bytes) -> list[str]:
    form = walk_to_keep(client, organisation)
    page = client.post("/report/send/", {**form, "chosen": [_file(each) for each in data]})
    assert not PooledEntry.objects.exists()
    assert hidden(page)["words"] == form["words"]
    return [error.code for error in page.context["files"].errors.as_data()["chosen"]]


def test_the_limits_stand_beside_the_field_before_anything_is_chosen(
    reporter: Client, organisation: Organisation
) -> None:
    token = hidden(reporter.get("/report/"))["token"]
    page = reporter.post("/report/keep/", {"category": "B04", "words": "字" * 30, "token": token,
        "receiving_unit": str(organisation.county.pk)}).content.decode()  # fmt: skip
    assert 'enctype="multipart/form-data"' in page
    assert ('type="file" name="chosen"' in page, "最多3个" in page, "5 MB" in page) == (True, True, True)


def test_files_wait_sealed_and_go_with_their_report(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    _send(reporter, form, samples.jpeg(), samples.pdf())
    assert [PooledFile.objects.count(), ReportFile.objects.count()] == [2, 0]
    release_all(today=DAY)
    rows = list(ReportFile.objects.all())
    notes = [unseal_note(row.note) for row in rows]
    assert [(row.position, note.kind, note.turn, note.late) for row, note in zip(rows, notes, strict=True)] == [
        (1, Kind.JPEG, 0, False), (2, Kind.PDF, 1, False),
    ]  # fmt: skip
    assert unseal_file(rows[0].sealed, notes[0]).data.startswith(b"\xff\xd8\xff")
    assert PooledFile.objects.count() == 0


def test_neither_name_nor_type_nor_notes_of_a_file_are_stored(reporter: Client, organisation: Organisation) -> None:
    _send(reporter, walk_to_keep(reporter, organisation), samples.png())
    stored = PooledFile.objects.get()
    opened = unseal_file(stored.sealed, unseal_note(stored.note))
    everything = bytes(stored.note) + bytes(stored.sealed) + opened.data + opened.preview
    marks = (samples.MARK, _NAME, "octet-stream")
    assert [mark for mark in marks if mark.encode() in everything] == []


def test_sending_twice_stores_report_and_files_once(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    first, second = (_send(reporter, form, samples.jpeg()) for _ in range(2))
    assert first == second
    release_all(today=DAY)
    assert receipt_of(form) in _send(reporter, form, samples.jpeg())
    assert [PooledEntry.objects.count(), Report.objects.count(), ReportFile.objects.count()] == [0, 1, 1]


def test_the_same_words_with_another_file_are_another_report(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    _send(reporter, form, samples.jpeg())
    page = _send(reporter, form, samples.png())
    assert ("请重新选择" in page, PooledEntry.objects.count(), PooledFile.objects.count()) == (True, 1, 1)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ([samples.jpeg()] * 4, ["many"]),
        ([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], ["office"]),
        ([samples.jpeg(), b"words", b""], ["unknown", "empty"]),
        ([samples.jpeg()[:900]], ["damaged"]),
    ],
    ids=["many", "office", "two wrong of three", "damaged"],
)
def test_a_refused_file_shows_why_and_keeps_all_words(
    reporter: Client, organisation: Organisation, data: list[bytes], codes: list[str]
) -> None:
    assert _refused(reporter, organisation, *data) == codes


def test_what_is_too_large_is_told_and_not_kept_in_memory(
    reporter: Client, organisation: Organisation, settings: Settings
) -> None:
    settings.FILE_BYTES = 1_000_000
    assert _refused(reporter, organisation, b"x" * 2_500_000, samples.jpeg()) == ["large"]


def test_a_body_beyond_all_limits_is_not_read(reporter: Client, organisation: Organisation, settings: Settings) -> None:
    settings.UPLOAD_BODY_BYTES = 10_000
    form = walk_to_keep(reporter, organisation)
    page = reporter.post("/report/send/", {**form, "chosen": [_file(b"x" * 20_000)]})
    assert page.status_code in (400, 413)
    assert not PooledEntry.objects.exists()


def test_every_refusal_has_words() -> None:
    assert [reason for reason in Reason if not words_for(reason)] == []


def test_a_withdrawn_report_takes_its_files_along(reporter: Client, organisation: Organisation) -> None:
    forms = [walk_to_keep(reporter, organisation) for _ in range(2)]
    for form in forms:
        _send(reporter, form, samples.jpeg())
    withdraw_report(receipt=receipt_of(forms[0]))
    assert PooledFile.objects.count() == 1
    release_all(today=DAY)
    withdraw_report(receipt=receipt_of(forms[1]))
    assert (PooledFile.objects.count(), ReportFile.objects.count()) == (0, 0)


def test_erasing_words_deletes_files(organisation: Organisation) -> None:
    gone, stays = report(organisation.county), report(organisation.county)
    attach(gone), attach(stays)
    empty_reports([gone.pk], withdrawn=True)
    assert list(ReportFile.objects.values_list("report", flat=True)) == [stays.pk]


def test_a_handler_gets_a_file_that_can_do_nothing(organisation: Organisation, cast: Cast) -> None:
    row, client = report(organisation.county), Client()
    attach(row, samples.pdf(), Kind.PDF)
    client.force_login(cast.handler)
    got = client.get(f"/work/reports/{row.pk}/files/1/")
    assert got.content == samples.pdf()
    assert {name: got.headers[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="attachment-1.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in got.headers["Content-Security-Policy"]
    shown = client.get(f"/work/reports/{row.pk}/files/1/preview/")
    assert (shown.headers["Content-Type"], shown.headers["Content-Disposition"]) == ("image/jpeg", "inline")
    assert client.get(f"/work/reports/{row.pk}/files/2/").status_code == 404
    trail = AuditEntry.objects.filter(act="report.file").order_by("number").values_list("actor", "subject", "detail")
    assert list(trail) == [
        ("handler", f"report:{row.pk}", {"file": 1, "preview": False}),
        ("handler", f"report:{row.pk}", {"file": 1, "preview": True}),
    ]


def test_who_works_under_the_unit_complained_of_gets_no_file(organisation: Organisation, cast: Cast) -> None:
    row, client = report(organisation.county, asked_by_unit=organisation.other_town), Client()
    attach(row)
    client.force_login(cast.outsider)
    assert client.get(f"/work/reports/{row.pk}/files/1/").status_code == 404


def test_the_report_s_page_shows_its_files(organisation: Organisation, cast: Cast) -> None:
    row, client = report(organisation.county), Client()
    attach(row)
    client.force_login(cast.handler)
    page = client.get(f"/work/reports/{row.pk}/").content.decode()
    assert f'src="/work/reports/{row.pk}/files/1/preview/"' in page


@pytest.mark.parametrize(("size", "bucket"), [(1, 65_536), (65_000, 65_536), (70_000, 131_072), (3_000_000, 4_194_304)])
def test_a_sealed_size_is_one_of_few(size: int, bucket: int) -> None:
    assert len(seal_file(Rebuilt(Kind.PNG, b"x" * size, b""))) == bucket + 12 + 16


def test_what_was_sealed_comes_back_and_a_changed_seal_does_not() -> None:
    file = Rebuilt(Kind.PNG, b"data", b"preview")
    note = note_of(file, turn=2, late=True)
    assert unseal_note(seal_note(note)) == note
    sealed = seal_file(file)
    assert unseal_file(memoryview(sealed), note) == file
    with pytest.raises(BrokenSealError):
        unseal_file(sealed[:-1] + bytes((sealed[-1] ^ 1,)), note)
    assert {len(seal_note(note_of(file, turn=turn, late=False))) for turn in (0, 99)} == {128 + 12 + 16}


def test_the_thread_says_how_many_files_came(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    _send(reporter, form, samples.jpeg())
    page = reporter.post("/follow/", {"receipt": receipt_of(form)})
    assert page.context["thread"].files == 1
    assert receipts.digest(receipt_of(form)) not in json.dumps(page.content.decode())
