from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.backups.manifest import FORMAT, Manifest, UnusableBackupError, check_age, read_manifest

DAY = date(2026, 3, 2)
MADE = Manifest(made_on=DAY, retention_days=180, database="sqlite")


def test_the_first_line_says_what_was_made() -> None:
    assert read_manifest(MADE.as_line()) == MADE
    assert MADE.as_line() == (
        b'{"kind": "qingzhuang backup", "made_on": "2026-03-02", "retention_days": 180, "database": "sqlite", '
        b'"format": 1}\n'
    )


@given(st.binary(max_size=200))
def test_anything_else_is_no_backup(line: bytes) -> None:
    with pytest.raises(UnusableBackupError, match="not a backup"):
        read_manifest(line)


def test_a_backup_of_a_newer_program_is_refused() -> None:
    newer = Manifest(made_on=DAY, retention_days=180, database="sqlite", format=FORMAT + 1)
    with pytest.raises(UnusableBackupError, match="newer version"):
        read_manifest(newer.as_line())


@pytest.mark.parametrize(("then", "now", "limit"), [(180, 180, 180), (30, 180, 30), (180, 30, 30)])
def test_a_backup_is_refused_from_the_day_on_which_its_words_may_be_over(then: int, now: int, limit: int) -> None:
    manifest = Manifest(made_on=DAY, retention_days=then, database="sqlite")
    check_age(manifest, today=DAY, retention_days=now)
    check_age(manifest, today=DAY + timedelta(days=limit - 1), retention_days=now)
    with pytest.raises(UnusableBackupError, match=f"{limit} days ago.*promised.*{limit} days after"):
        check_age(manifest, today=DAY + timedelta(days=limit), retention_days=now)


def test_a_backup_from_the_future_is_refused() -> None:
    with pytest.raises(UnusableBackupError, match="clock"):
        check_age(MADE, today=DAY - timedelta(days=1), retention_days=180)
