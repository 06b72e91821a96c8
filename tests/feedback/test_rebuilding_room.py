"""Whatever a file costs is taken before the work, from a bucket of its own; a flood of files stops at its bottom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from feedback.floods.buckets import Passage, ProofNeededError, refill
from feedback.models import Bucket, PooledEntry
from feedback.models.bucket import FILES, SITE
from feedback.services.rebuilding import FilesRefusedError, rebuild_files
from jobs.rebuilding import Reason
from tests.conftest import Cast, Organisation
from tests.feedback.floods.test_buckets import Top
from tests.feedback.printing import printed_today
from tests.feedback.walking import hidden, walk_to_keep
from tests.jobs.rebuilding import samples

_BROKEN = samples.jpeg()[:900]


@pytest.fixture(autouse=True)
def _small(settings: Settings, organisation: Organisation) -> None:
    settings.FORM_LEAST_AGE = 0
    settings.FLOOD_SITE, settings.FLOOD_UNIT, settings.FLOOD_FILES, settings.FLOOD_LOW = 100, 10, 10, 40
    refill(chance=Top())


def _levels(*places: int) -> list[int]:
    rows = dict(Bucket.objects.values_list("place", "level"))
    return [rows[place] for place in places]


def _set(place: int, level: int) -> None:
    Bucket.objects.filter(place=place).update(level=level)


def _tried(*sent: bytes, passage: Passage = Passage.PLAIN, stored: bool = False, unit: int | None = None) -> object:
    try:
        return len(rebuild_files(sent, unit=unit, passage=passage, stored=lambda: stored))
    except FilesRefusedError as refused:
        return refused.faults
    except ProofNeededError:
        return "proof"


# That a file is broken is seen only by the work: where it is told, the work was done.
@pytest.mark.parametrize(
    ("unit", "files", "passage", "stored", "told", "left"),
    [
        (10, 10, Passage.PLAIN, False, {1: Reason.DAMAGED}, 9),
        (10, 1, Passage.PROVEN, False, {1: Reason.DAMAGED}, 0),
        (10, 0, Passage.PROVEN, False, {0: Reason.BUSY}, 0),
        (10, 4, Passage.PLAIN, False, "proof", 4),
        (10, 10, Passage.SUSPECT, False, "proof", 10),
        (4, 10, Passage.PLAIN, False, "proof", 10),
        (0, 10, Passage.PLAIN, True, {1: Reason.DAMAGED}, 9),
        (0, 0, Passage.EXEMPT, False, {1: Reason.DAMAGED}, 0),
    ],
    ids=["room", "proven", "no room", "little room", "bait", "little for the unit", "stored before", "code"],
)
def test_room_is_asked_for_before_the_work(  # noqa: PLR0913, PLR0917  # one table
    organisation: Organisation, unit: int, files: int, passage: Passage, stored: bool, told: object, left: int
) -> None:
    _set(organisation.county.pk, unit)
    _set(FILES, files)
    assert _tried(_BROKEN, passage=passage, stored=stored, unit=organisation.county.pk) == told
    assert _levels(FILES, SITE, organisation.county.pk) == [left, 100, unit]


def test_what_is_refused_at_a_glance_takes_nothing() -> None:
    assert _tried(_BROKEN, b"", b"words") == {2: Reason.EMPTY, 3: Reason.UNKNOWN}
    assert _levels(FILES) == [10]


def test_the_bucket_pays_for_all_files_or_none() -> None:
    _set(FILES, 1)
    assert _tried(_BROKEN, _BROKEN, passage=Passage.PROVEN) == {0: Reason.BUSY}
    assert _levels(FILES) == [1]


def _sent(client: Client, form: dict[str, str], data: bytes = _BROKEN) -> tuple[int, object, list[str]]:
    page = client.post("/report/send/", {**form, "chosen": [SimpleUploadedFile("a.jpg", data)]})
    assert hidden(page)["words"] == form["words"]
    errors = page.context["files"].errors.as_data().get("chosen", [])
    return page.status_code, page.context["notice"], [error.code for error in errors]


def test_a_flood_of_broken_files_stops_and_reports_without_files_go_on(
    reporter: Client, organisation: Organisation
) -> None:
    form = walk_to_keep(reporter, organisation)
    _set(FILES, 5)
    assert _sent(reporter, form) == (200, "", ["damaged"])
    asked = [_sent(reporter, form) for _ in range(2)]
    assert {(status, str(notice)[:4], tuple(codes)) for status, notice, codes in asked} == {(200, "目前反映", ())}
    _set(FILES, 0)
    assert _sent(reporter, form) == (200, "", ["busy"])
    page = reporter.post("/report/send/", {**form, "chosen": [SimpleUploadedFile("a.jpg", _BROKEN)]})
    assert "之后可凭回执码补交文件" in page.content.decode()
    assert PooledEntry.objects.count() == 0
    reporter.post("/report/send/", form)
    assert (PooledEntry.objects.count(), _levels(FILES, SITE)) == (1, [0, 99])


def test_an_empty_bucket_answers_before_the_work(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    _set(SITE, 0)
    status, _notice, codes = _sent(reporter, form)
    assert (status, codes, _levels(FILES)) == (429, [], [10])


def test_only_a_code_that_would_hold_passes(reporter: Client, organisation: Organisation, cast: Cast) -> None:
    code, other = printed_today(cast, organisation.county)[:2]
    form = walk_to_keep(reporter, organisation)
    _set(FILES, 0)
    assert _sent(reporter, {**form, "code": code})[2] == ["damaged"]
    reporter.post("/report/send/", {**walk_to_keep(reporter, organisation, task="另一项"), "code": code})
    assert _sent(reporter, {**form, "code": code})[2] == ["busy"]
    assert _sent(reporter, {**form, "code": other})[2] == ["damaged"]
