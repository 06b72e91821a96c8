"""What is refused, in the process of the tests: nothing is put in place, and no key that is in use is touched."""

import io
import json
import tarfile
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from config.backups.dumping import vendor
from config.backups.making import backup_key, discard_passing, on_one_disk, save_keys
from config.backups.manifest import Manifest, UnusableBackupError
from config.backups.restoring import Wish, restore, unpack
from config.backups.sealed import SealingFile

DAY = date(2026, 3, 2)


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path / "data", tmp_path / "keys"
    settings.DATA_DIR.mkdir()
    return tmp_path


def _archive(place: Path, **changes: object) -> Path:
    values = {"made_on": DAY, "retention_days": 180, "database": vendor()} | changes
    path = place / "made.backup"
    with path.open("wb") as file:
        sealed = SealingFile(file, backup_key(), Manifest(**values).as_line())  # type: ignore[arg-type]
        with tarfile.open(fileobj=sealed, mode="w|") as archive:
            archive.addfile(tarfile.TarInfo("rest/empty"), io.BytesIO())
        sealed.finish()
    return path


def _refused(wish: Wish) -> str:
    with pytest.raises(UnusableBackupError) as caught:
        restore(wish, today=DAY)
    return str(caught.value)


@pytest.mark.django_db
def test_bad_archives_are_refused_with_what_to_do(place: Path) -> None:
    path = _archive(place)
    line, rest = path.read_bytes().split(b"\n", 1)
    cases = {
        "Reporters were promised": line.replace(b"2026-", b"2020-") + b"\n" + rest,
        "The archive is damaged": line.replace(b"180", b"999") + b"\n" + rest,
        "not a backup": rest,
        "or these are not the keys": line + b"\n" + rest[:-1],
        "QZ_DATABASE_URL names": line.replace(vendor().encode(), b"another") + b"\n" + rest,
    }
    for complaint, content in cases.items():
        path.write_bytes(content)
        assert complaint in _refused(Wish(path, None, overwrite=True))
    assert list((place / "data").iterdir()) == []


@pytest.mark.django_db
def test_data_that_is_there_is_kept_unless_told_otherwise(place: Path) -> None:
    assert "add --overwrite" in _refused(Wish(_archive(place), None, overwrite=False))


@pytest.mark.django_db
def test_without_keys_it_says_where_they_are(place: Path) -> None:
    path = _archive(place)
    (place / "keys" / "backup-1.key").unlink()
    assert "The keys are missing" in _refused(Wish(path, None, overwrite=True))


@pytest.mark.django_db
def test_a_key_in_use_is_never_replaced(place: Path) -> None:
    path, keys = _archive(place), save_keys(folder=place / "saved", today=DAY)
    used = place / "keys" / "backup-1.key"
    used.write_text("00" * 32)
    assert "another key named backup-1" in _refused(Wish(path, keys, overwrite=True))
    assert used.read_text() == "00" * 32


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "qingzhuang keys", "format": 1, "keys": {"a": "xy"}}'])
def test_a_file_without_keys_is_refused(place: Path, content: str) -> None:
    path = place / "wrong.keys"
    path.write_text(content)
    assert "does not hold keys" in _refused(Wish(_archive(place), path, overwrite=True))


def test_saved_keys_are_those_in_use(place: Path) -> None:
    key = backup_key().hex()
    saved = json.loads(save_keys(folder=place / "saved", today=DAY).read_text())
    assert (saved["keys"], saved["made_on"]) == ({"backup-1": key}, "2026-03-02")
    assert on_one_disk(place, place / "saved")


def test_what_a_killed_restore_left_is_removed(place: Path) -> None:
    (place / "data" / ".passing" / "data").mkdir(parents=True)
    discard_passing()
    assert list((place / "data").iterdir()) == []


@pytest.mark.parametrize("entry", ["../outside", "/outside", "a/../../outside"])
def test_no_entry_of_an_archive_leads_out_of_its_folder(tmp_path: Path, entry: str) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(entry))
    beside = tmp_path / "beside"
    beside.mkdir()
    packed.seek(0)
    with tarfile.open(fileobj=packed) as archive, pytest.raises(tarfile.TarError):
        unpack(archive, beside)
    assert [path.name for path in tmp_path.iterdir()] == ["beside"]
