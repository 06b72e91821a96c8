"""What must be on the disk before it is named, and what is removed."""

import os
from pathlib import Path

import pytest

from search.backend import files, writer
from search.registry import Document


def _note(key: str) -> Document:
    return Document("note", key, "报表", "", frozenset({"public"}))


def test_everything_is_synced_before_the_table_of_contents_is_switched(monkeypatch: pytest.MonkeyPatch) -> None:
    writer.rebuild([_note("1")], ["note"])
    happened: list[str] = []
    sync, rename = files.sync, os.rename

    def told_sync(path: Path) -> None:
        happened.append(f"sync {path.suffix}")
        sync(path)

    def told_rename(old: str, new: str) -> None:
        happened.append("switch")
        rename(old, new)

    monkeypatch.setattr(files, "sync", told_sync)
    monkeypatch.setattr(os, "rename", told_rename)
    writer.apply([_note("2")], ["note:2"])
    switch = happened.index("switch")
    assert "sync .seg" in happened[:switch]
    assert happened[-1].startswith("sync")


def test_new_index_replaces_the_old_and_unfinished_ones(index_folder: Path) -> None:
    writer.rebuild([_note("1")], ["note"])
    (index_folder / "unfinished").mkdir()
    writer.rebuild([_note("1")], ["note"])
    assert [path for path in index_folder.iterdir() if path.is_dir()] == [files.current()]


def test_failed_rebuild_leaves_the_old_index_alone(index_folder: Path) -> None:
    writer.rebuild([_note("1")], ["note"])
    before = files.current()

    def documents() -> list[Document]:
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        writer.rebuild((document for document in documents()), ["note"])
    assert files.current() == before
    assert [path for path in index_folder.iterdir() if path.is_dir()] == [before]


def test_half_written_table_of_contents_is_swept_away() -> None:
    writer.rebuild([_note("1")], ["note"])
    folder = files.current()
    assert folder
    (folder / "_MAIN_9.toc.1700000000.5").write_bytes(b"half")
    writer.apply([_note("2")], ["note:2"])
    assert not list(folder.glob("*.toc.*"))


def test_files_out_of_use_stay_for_readers_and_then_go(monkeypatch: pytest.MonkeyPatch) -> None:
    writer.rebuild([_note("1")], ["note"])
    folder = files.current()
    assert folder
    (before,) = folder.glob("*.seg")
    writer.apply([_note("1")], ["note:1"])
    assert before.exists()
    monkeypatch.setattr(files, "GRACE_SECONDS", 0)
    files.bury()
    assert not before.exists()
    assert len(list(folder.glob("*.seg"))) == 1


@pytest.mark.parametrize("pointer", ["../..", "/etc", "", "é", "no-such-folder"])
def test_pointer_to_anything_else_counts_as_none(pointer: str, index_folder: Path) -> None:
    files.root()
    (index_folder / "current").write_text(pointer, encoding="utf-8")
    assert files.current() is None
    assert files.stale(["note"])


def test_folder_is_for_its_owner_alone(index_folder: Path) -> None:
    writer.rebuild([_note("1")], ["note"])
    folder = files.current()
    assert folder
    assert (index_folder.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o700, 0o700)
