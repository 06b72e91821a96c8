"""What is damaged, missing or in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search import indexing, services
from search.backend import files
from search.backend.reader import listing
from search.backend.schema import Found
from search.checking import compare
from search.indexing import rebuild
from search.models import DirtyMark
from search.registry import Document, Kind, register
from tests.conftest import Cast
from tests.search.conftest import Shelf, found


def test_without_an_index_the_database_answers_and_says_it_is_partial(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "报表")
    notes.put("2", "报表", "", f"user:{cast.leader.pk}")
    page = services.search("报表", user=None)
    assert ([hit.key for hit in page.hits], page.partial) == (["1"], True)
    services.drain()
    assert not services.search("报表", user=None).partial


def _spoil(folder: Path) -> None:
    for path in folder.glob("*.seg"):
        path.write_bytes(b"spoilt")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _truncate(folder: Path) -> None:
    for path in folder.glob("*.toc"):
        path.write_bytes(path.read_bytes()[:20])


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize("damage", [_spoil, _empty, _truncate])
def test_damaged_index_answers_from_the_database_and_is_built_anew(
    notes: Shelf, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    notes.put("1", "报表")
    services.drain()
    folder = files.current()
    assert folder
    damage(folder)
    page = services.search("报表", user=None)
    assert ([hit.key for hit in page.hits], page.partial) == (["1"], True)
    services.drain()
    page = services.search("报表", user=None)
    assert ([hit.key for hit in page.hits], page.partial) == (["1"], False)
    assert not folder.exists()
    assert "报表" not in caplog.text


@pytest.mark.usefixtures("in_files")
def test_index_of_another_shape_is_built_anew(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    notes.put("1", "报表")
    services.drain()
    first = files.current()
    monkeypatch.setattr(files, "FORMAT", files.FORMAT + 1)
    services.drain()
    assert files.current() != first
    assert found("报表") == ["1"]


def test_new_kind_comes_in_without_marks(notes: Shelf) -> None:
    services.drain()
    register(Kind(
        "memo", "Memo", lambda: ["1"], lambda key: Document("memo", key, "备忘", "", frozenset({"public"})),
        lambda _user: frozenset(), lambda key, _user: f"/memo/{key}/",
    ))  # fmt: skip
    services.drain()
    assert found("备忘") == ["1"]


@pytest.mark.usefixtures("in_files")
def test_held_lock_makes_a_drain_and_a_rebuild_step_back(notes: Shelf) -> None:
    notes.put("1", "报表")
    with files.writing() as held:
        assert held
        assert services.drain() == 0
        assert not rebuild()
    assert DirtyMark.objects.count() == 1
    assert services.drain() > 0


def test_mark_made_during_the_drain_outlives_it(notes: Shelf) -> None:
    services.drain()
    notes.put("1", "报表")

    def changes_while_it_is_read(key: str) -> Document:
        document = notes.documents[key]
        notes.builder = None
        notes.put(key, "台账")
        return document

    notes.builder = changes_while_it_is_read
    services.drain()
    assert DirtyMark.objects.count() == 1
    services.drain()
    assert DirtyMark.objects.count() == 0
    assert found("台账") == ["1"]


def test_document_that_cannot_be_built_holds_up_no_other_and_is_tried_again(
    notes: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    services.drain()
    notes.put("1", "报表")
    notes.put("2", "报表")

    def fails_for_the_first(key: str) -> Document | None:
        if key == "1":
            raise ValueError("secret words of a row")
        return notes.documents.get(key)

    notes.builder = fails_for_the_first
    assert services.drain() == 1
    assert found("报表") == ["2"]
    assert DirtyMark.objects.get().failures == 1
    assert compare().failing == []  # it is marked, so it is about to change
    assert "secret words" not in caplog.text
    notes.builder = None
    assert services.drain() == 1
    assert sorted(found("报表")) == ["1", "2"]


def test_rebuild_marks_what_cannot_be_built(notes: Shelf) -> None:
    def fails(_key: str) -> Document | None:
        raise ValueError

    notes.put("1", "报表")
    DirtyMark.objects.all().delete()
    notes.builder = fails
    assert rebuild()
    assert [(mark.kind, mark.key) for mark in DirtyMark.objects.all()] == [("note", "1")]


@pytest.mark.usefixtures("in_files")
def test_many_small_drains_keep_few_segments_and_every_document(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GRACE_SECONDS", 0)
    services.drain()
    for number in range(40):
        notes.put(f"{number % 25:02}", f"报表 {number}")
        services.drain()
    folder = files.current()
    assert folder
    assert len(list(folder.glob("*.seg"))) < 12
    assert sorted(listing()) == [Found("note", f"{number:02}") for number in range(25)]
    assert compare().is_exact
    assert len(compare().doubled) == 0


@pytest.mark.usefixtures("in_files")
def test_rebuild_replaces_the_folder_and_keeps_the_documents(notes: Shelf) -> None:
    notes.put("1", "报表")
    services.drain()
    first = files.current()
    told: list[tuple[int, int]] = []
    assert rebuild(lambda done, total: told.append((done, total)))
    assert files.current() != first
    assert told == [(0, 1)]
    assert found("报表") == ["1"]
    assert first
    assert not first.exists()


@pytest.mark.usefixtures("in_files")
def test_disk_that_refuses_keeps_every_mark_and_tells_no_words(
    notes: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    services.drain()
    notes.put("1", "报表秘密")

    def full(_path: Path) -> None:
        raise OSError("no room for 报表秘密")

    with monkeypatch.context() as patch:
        patch.setattr(files, "sync", full)
        for _ in range(2):
            with pytest.raises(files.EngineError) as raised:
                services.drain()
            assert (str(raised.value).endswith("(OSError)"), raised.value.__cause__) == (True, None)
    assert DirtyMark.objects.count() == 1
    assert "秘密" not in caplog.text
    services.drain()
    assert found("秘密") == ["1"]
    assert compare().is_exact


def test_drain_of_more_than_one_batch_handles_all(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH", 3)
    services.drain()
    for number in range(8):
        notes.put(str(number), "报表")
    assert services.drain() == 8
    assert len(found("报表")) == 8
