"""Brings a backup back; owns the order in which things are checked, cleansed and put in place.

Everything is done beside what is there: keys compared, the archive proved to its last byte, the database brought up to
this version, what is due deleted, the index built. Only then one step puts the new database in the place of the old
one. Whatever dies before leaves all as it was; what it left lying is removed at the next start.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from accounts.keys import load_key
from config.backups import dumping
from config.backups.making import DATABASE, KEY_NAME, REST, passing
from config.backups.manifest import FORMAT, KEYS_KIND, Manifest, UnusableBackupError, check_age, read_manifest
from config.backups.sealed import PIECE, DamagedArchiveError, UnsealingFile, read_first_line
from config.environment import BASE_DIR
from feedback.services.restored import withdrawn_receipts

GONE = "gone.json"
# Made anew by every start, this very one included; replacing it ends sessions and forms under way, no more.
_REPLACED = ("django",)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be restored: the archive, a file of keys where one is needed, and whether to replace what is there."""

    archive: Path
    keys: Path | None
    overwrite: bool


def restore(wish: Wish, *, today: date) -> Manifest:
    """Restore a backup and return what it said of itself.

    Raises:
        UnusableBackupError: it must not or cannot be restored; nothing was changed but for keys that were missing.
    """
    manifest = _manifest_of(wish.archive)
    check_age(manifest, today=today, retention_days=settings.RETENTION_DAYS)
    if manifest.database != dumping.vendor():
        raise UnusableBackupError(f"This backup is of {manifest.database}; QZ_DATABASE_URL names {dumping.vendor()}.")
    empty = dumping.is_empty()
    if not (empty or wish.overwrite):
        raise UnusableBackupError("There is data here already. To replace all of it, add --overwrite.")
    if wish.keys:
        _bring_keys(read_keys(wish.keys), fresh=empty)
    with passing() as beside:
        _open_archive(wish.archive, beside)
        (beside / GONE).write_text(json.dumps([] if empty else _gone()))
        _put_in_place(beside)
    return manifest


def _manifest_of(archive: Path) -> Manifest:
    try:
        with archive.open("rb") as file:
            return read_manifest(read_first_line(file))
    except DamagedArchiveError:
        raise UnusableBackupError("This file is not a backup of Qingzhuang.") from None


def read_keys(path: Path) -> dict[str, str]:
    """Return the keys of a file that `save_keys` wrote.

    Raises:
        UnusableBackupError: it is not one.
    """
    try:
        content = json.loads(path.read_text())
        if (content["kind"], content["format"]) == (KEYS_KIND, FORMAT):
            return {name: bytes.fromhex(key).hex() for name, key in content["keys"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise UnusableBackupError(f"{path.name} does not hold keys of Qingzhuang.")


def _bring_keys(keys: dict[str, str], *, fresh: bool) -> None:
    """Put keys where they are missing. One that is there must be the same, but where no data is there that needs it."""
    folder = Path(settings.KEYS_DIR)
    for name, key in keys.items():
        path = folder / f"{name}.key"
        differs = path.exists() and path.read_text().strip() != key
        if differs and not fresh and name not in _REPLACED:
            raise UnusableBackupError(f"{folder} holds another key named {name}. Move those keys away first.")
    for name, key in keys.items():
        path, draft = folder / f"{name}.key", folder / f".{name}.restored"
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(key)
        draft.replace(path)


def _open_archive(archive: Path, beside: Path) -> None:
    """Unpack an archive, proved to its last byte."""
    if not (Path(settings.KEYS_DIR) / f"{KEY_NAME}.key").exists():
        raise UnusableBackupError("The keys are missing: give the file that `backup --keys` wrote, with --keys.")
    key = bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))
    try:
        with archive.open("rb") as file:
            plain = UnsealingFile(file, key)
            with tarfile.open(fileobj=plain, mode="r|") as unpacked:
                unpack(unpacked, beside)
            while plain.read(PIECE):  # what follows the end of the tar must be sound too
                pass
    except (DamagedArchiveError, tarfile.TarError):
        raise UnusableBackupError(
            "The archive is damaged, or these are not the keys it was sealed with. Nothing was changed."
        ) from None


def unpack(archive: tarfile.TarFile, beside: Path) -> None:
    """Write the files of an archive below `beside`; tarfile's own filter is missing in the first releases of 3.11.

    Raises:
        TarError: an entry is neither a file nor a folder, or leads out of `beside`.
    """
    for entry in archive:
        place = beside / entry.name
        if not place.resolve().is_relative_to(beside.resolve()):
            raise tarfile.TarError(entry.name)
        if entry.isdir():
            place.mkdir(parents=True, exist_ok=True)
            continue
        held = archive.extractfile(entry) if entry.isreg() else None
        if held is None:
            raise tarfile.TarError(entry.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with held, place.open("xb") as file:
            shutil.copyfileobj(held, file)


def _gone() -> list[str]:
    """Return what was withdrawn here, perhaps since; none where the data at hand can no longer be read."""
    try:
        return withdrawn_receipts()
    except Exception:  # noqa: BLE001  # damaged data is a reason to restore, whatever the fault is called
        return []


def _put_in_place(beside: Path) -> None:
    if dumping.vendor() != "sqlite":
        _bring_rest(beside)
        dumping.load_postgres(beside / DATABASE)
        _finish(Path(settings.DATA_DIR), beside / GONE)
        return
    new, data = beside / "data", Path(settings.DATA_DIR)
    database = Path(settings.DATABASES["default"]["NAME"])
    new.mkdir(mode=0o700)
    (beside / DATABASE).rename(new / database.name)
    if not dumping.is_sound(new / database.name):
        raise UnusableBackupError("The database in this backup is damaged. Nothing was changed.")
    _finish(new, beside / GONE)
    dumping.release_sqlite(new / database.name)
    if database.exists():
        dumping.release_sqlite(database)
    _bring_rest(beside)
    # An index of other data is worse than none: the worker builds a missing one.
    shutil.rmtree(data / "index", ignore_errors=True)
    (new / database.name).replace(database)
    (new / "index").rename(data / "index")


def _bring_rest(beside: Path) -> None:
    for path in (beside / REST).glob("*") if (beside / REST).is_dir() else ():
        place = Path(settings.DATA_DIR) / path.name
        if place.is_dir():
            shutil.rmtree(place)
        path.replace(place)


def _finish(data: Path, gone: Path) -> None:
    """Cleanse the restored data in a process of its own, whose folder of state is `data`."""
    environ = dict(os.environ) | {"QZ_DATA": str(data), "QZ_KEYS": str(settings.KEYS_DIR)}
    command = [sys.executable, "manage.py", "finish_restore", str(gone)]
    done = subprocess.run(command, cwd=BASE_DIR, env=environ, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UnusableBackupError(f"The restored data could not be brought up to date.\n{done.stderr[-2000:]}")
