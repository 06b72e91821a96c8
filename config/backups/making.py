"""Makes backups: one sealed file of the data, another of the keys; owns what goes in, and that no half one is left.

What can be made anew stays out: the search index and the static files.
"""

import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings

from accounts import audit
from accounts.keys import load_key
from config.backups.dumping import dump, vendor
from config.backups.manifest import FORMAT, KEYS_KIND, Manifest
from config.backups.sealed import SealingFile

KEY_NAME = "backup-1"
DATABASE = "database"
REST = "rest/"
# Where plain copies lie while a backup is made or restored. It is emptied at the next start if a process dies over it.
PASSING = ".passing"
_MADE_ANEW = {"index", "static", "keys", PASSING, "tmp"}


def backup_key() -> bytes:
    """Return the key that seals backups, from the folder of the keys."""
    return bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))


@contextmanager
def passing() -> Iterator[Path]:
    """Give an empty folder inside QZ_DATA that is gone afterwards."""
    folder = settings.DATA_DIR / PASSING
    discard_passing()
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        discard_passing()


def discard_passing() -> None:
    """Remove what a backup or restore that was killed has left."""
    shutil.rmtree(settings.DATA_DIR / PASSING, ignore_errors=True)


def make_backup(*, folder: Path, today: date) -> Path:
    """Write the data into `folder` as one sealed file named by the day, and return it; one of the same day is replaced.

    Args:
        folder: where to; made if missing.
        today: the day.

    Raises:
        UnusableBackupError: the database cannot be dumped.
        OSError: the folder cannot be written.
    """
    audit.record(actor=None, act="backup.make", subject=f"backup:{today}")
    manifest = Manifest(made_on=today, retention_days=settings.RETENTION_DAYS, database=vendor())
    target = folder / f"qingzhuang-{today}.backup"
    with passing() as plain, _appearing(target, today) as draft:
        dump(plain / DATABASE)
        with draft.open("wb") as file:
            sealed = SealingFile(file, backup_key(), manifest.as_line())
            with tarfile.open(fileobj=sealed, mode="w|", format=tarfile.PAX_FORMAT) as archive:
                archive.add(plain / DATABASE, DATABASE, filter=lambda entry: _without_traces(entry, today))
                for path in _rest():
                    archive.add(path, REST + path.name, filter=lambda entry: _without_traces(entry, today))
            sealed.finish()
    return target


def save_keys(*, folder: Path, today: date) -> Path:
    """Write all keys into `folder` as one file named by the day, readable by its owner alone, and return it.

    Args:
        folder: where to; made if missing.
        today: the day.

    Raises:
        OSError: the folder cannot be written.
    """
    backup_key()
    keys = {path.stem: path.read_text().strip() for path in sorted(Path(settings.KEYS_DIR).glob("*.key"))}
    content = {"kind": KEYS_KIND, "format": FORMAT, "made_on": today.isoformat(), "keys": keys}
    target = folder / f"qingzhuang-{today}.keys"
    with _appearing(target, today) as draft:
        draft.write_text(json.dumps(content, indent=1))
    return target


def on_one_disk(*places: Path) -> bool:
    """Return whether all these files or folders lie on the same file system."""
    return len({place.stat().st_dev for place in places}) == 1


def _rest() -> list[Path]:
    """Return whatever else lies in QZ_DATA and cannot be made anew."""
    database = str(settings.DATABASES["default"]["NAME"])
    kept = (path for path in sorted(Path(settings.DATA_DIR).iterdir()) if path.name not in _MADE_ANEW)
    return [path for path in kept if not str(path).startswith(database) and path != Path(settings.KEYS_DIR)]


def _without_traces(entry: tarfile.TarInfo, today: date) -> tarfile.TarInfo:
    """Return the entry without owner, and with the day of the backup for a time."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = _midnight(today)
    return entry


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@contextmanager
def _appearing(target: Path, today: date) -> Iterator[Path]:
    """Give a draft beside `target` that takes its name, whole and on the disk, or vanishes."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        yield draft
        os.utime(draft, (_midnight(today), _midnight(today)))
        for path in (draft, target.parent):
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
