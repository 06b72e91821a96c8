"""The folders of the index; owns the writer's lock, the pointer to the index in use, and that both survive a power cut.

Below `SEARCH_DIR` lie `writer.lock`, `current` (the name of the folder in use), `broken` (the name of a folder a reader
failed on), `filling` (the name of one a rebuild is at) and the folders themselves, `<stamp>-<random>`. The index holds
pickles: nobody else may write here.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from django.conf import settings
from whoosh.filedb.filestore import FileStorage

# Raise this whenever schema or analysis change: the worker then builds a new index beside the old one.
FORMAT = 6
# Whoosh asks for the removal of every file out of use at each commit; it is granted this long after it was first asked.
GRACE_SECONDS = 5.0
_condemned: dict[Path, float] = {}
_TOC = re.compile(r"_MAIN_(\d+)\.toc")


class EngineError(Exception):
    """The engine could not answer; the database can."""


def failed(what: str, error: BaseException) -> EngineError:
    """Return the error to raise; it names the kind of fault but not its words, which may be those of a document."""
    return EngineError(f"{what} ({type(error).__name__})")


def root() -> Path:
    """Return the folder of everything about the index, made if missing."""
    folder = Path(settings.SEARCH_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def sync(path: Path) -> None:
    """Wait until a file or folder is safely on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def bury() -> None:
    """Delete the files whose time of grace is over."""
    for path, since in list(_condemned.items()):
        if time.monotonic() - since >= GRACE_SECONDS:
            del _condemned[path]
            path.unlink(missing_ok=True)


class SyncedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder, which puts every new file on the disk before the table of contents that names it is switched."""

    def __init__(self, path: str) -> None:
        """Take the folder."""
        super().__init__(path)
        self._fresh: set[str] = set()
        self._opened: WeakSet[Any] = WeakSet()

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Create a file and remember it."""
        self._fresh.add(name)
        created = super().create_file(name, *args, **kwargs)
        self._opened.add(created)
        return created

    def open_file(self, name: str, **kwargs: Any) -> Any:
        """Open a file and remember it."""
        opened = super().open_file(name, **kwargs)
        self._opened.add(opened)
        return opened

    def delete_file(self, name: str) -> None:
        """Delete a file that has been out of use for a while; until then readers may be about to open it."""
        _condemned.setdefault(Path(self._fpath(name)), time.monotonic())

    def abandon(self) -> None:
        """Close every file, as Whoosh does not where it fails half-way."""
        for opened in list(self._opened):
            if not opened.is_closed:
                opened.close()

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Put what is new on the disk, then rename, then put the folder on the disk."""
        for name in self._fresh:
            if self.file_exists(name):
                sync(Path(self.folder) / name)
        self._fresh.clear()
        super().rename_file(oldname, newname, safe)
        sync(Path(self.folder))


@contextmanager
def writing() -> Iterator[bool]:
    """Hold the writer's lock if it is free; yields whether it is held. It ends with the process, however that ends."""
    with (root() / "writer.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def stamp(kinds: Collection[str]) -> str:
    """Return what an index must be called to fit this program and these kinds."""
    return hashlib.sha256(repr((FORMAT, sorted(kinds))).encode()).hexdigest()[:12]


def _read(name: str) -> str:
    try:
        return (root() / name).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def current() -> Path | None:
    """Return the folder of the index in use, or None where there is none."""
    name = _read("current")
    folder = root() / name
    return folder if re.fullmatch(r"[0-9a-f-]+", name) and folder.is_dir() else None


def generation(folder: Path) -> int:
    """Return the number of the newest table of contents in an index folder, or -1 where there is none."""
    matches = (_TOC.fullmatch(path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in matches if match), default=-1)


def stale(kinds: Collection[str]) -> bool:
    """Return whether the worker must build a new index: none, one of another shape, or one that a reader failed on."""
    folder = current()
    if folder is None or not folder.name.startswith(f"{stamp(kinds)}-"):
        return True
    return generation(folder) < 0 or _read("broken") == folder.name


def report_broken(folder: Path) -> None:
    """Note that a folder could not be read, so that the worker builds another."""
    with suppress(OSError):
        (root() / "broken").write_text(folder.name, encoding="ascii")


def new_folder(kinds: Collection[str]) -> Path:
    """Return a new, empty folder for an index of these kinds, and note that it is being filled."""
    folder = root() / f"{stamp(kinds)}-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    (root() / "filling").write_text(folder.name, encoding="ascii")
    return folder


def unfinished(kinds: Collection[str]) -> Path | None:
    """Return the folder that a rebuild for these kinds had begun to fill when it was cut off, or None."""
    name = _read("filling")
    folder = root() / name
    fits = re.fullmatch(r"[0-9a-f-]+", name) and name.startswith(f"{stamp(kinds)}-") and folder.is_dir()
    return folder if fits and folder != current() else None


def switch(folder: Path) -> None:
    """Make `folder` the index in use, in one step, and remove all others."""
    beside = root() / "current.new"
    beside.write_text(folder.name, encoding="ascii")
    sync(folder)
    sync(beside)
    beside.replace(root() / "current")
    sync(root())
    for note in ("broken", "filling"):
        (root() / note).unlink(missing_ok=True)
    remove_others(folder)


def remove_others(folder: Path) -> None:
    """Remove every folder but `folder`: old indexes, which hold words of what is gone, and unfinished ones."""
    for other in root().iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove tables of contents that a killed writer left half written; Whoosh does not."""
    for path in folder.glob("_MAIN_*.toc.*"):
        path.unlink(missing_ok=True)
