"""Takes the database out into one file and puts it back; owns how each engine does it, and what is left behind.

Sessions and signs of life are left out: they are of use to nobody but whoever steals them. So are the tables of the
search index, which can be made anew. In SQLite's copy all that
waits in the pool bears one day, the earliest, so that the copy does not tell on which day each entry was sent.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection

from config.backups.manifest import UnusableBackupError
from search.backend.postgres.tables import PREFIX

LEFT_OUT = ("django_session", "jobs_workerbeat")
POOL = "feedback_pooledentry"


def vendor() -> str:
    """Return the kind of database in use: `sqlite` or `postgresql`."""
    return connection.vendor


def dump(target: Path) -> None:
    """Write the database, as it is at one moment, into the new file `target`, while the product may run on.

    Raises:
        UnusableBackupError: a program is missing or failed.
    """
    if vendor() == "sqlite":
        _dump_sqlite(target)
        return
    with connection.cursor() as cursor:  # it is dumped as it lies: in the order of its random keys, not of arrival
        cursor.execute(f"CLUSTER {POOL} USING {POOL}_pkey")
    without = [f"--exclude-table-data={name}" for name in LEFT_OUT] + [f"--exclude-table={PREFIX}*"]
    _call(["pg_dump", "--no-owner", "--no-privileges", *without, f"--file={target}"])


def _dump_sqlite(target: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    target.chmod(0o600)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=MEMORY")
        for name in LEFT_OUT:
            copy.execute(f"DELETE FROM {name}")  # noqa: S608  # names of our own
        copy.execute(f"UPDATE {POOL} SET release_by = (SELECT min(release_by) FROM {POOL})")  # noqa: S608
        copy.execute("VACUUM")


def is_sound(copy: Path) -> bool:
    """Return whether a file is a whole SQLite database."""
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def is_empty() -> bool:
    """Return whether the database in use holds no table, without creating it."""
    if vendor() == "sqlite" and connection.connection is None and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return not connection.introspection.table_names()


def release_sqlite(database: Path) -> None:
    """Empty the log of the database file, so that it can be replaced; nothing may have it open.

    Raises:
        UnusableBackupError: web server or worker run.
    """
    connection.close()
    try:
        with closing(sqlite3.connect(database, timeout=2)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        raise UnusableBackupError("Qingzhuang is running. Stop it first, then restore.") from None
    except sqlite3.DatabaseError:  # damaged, which may be why it is to be replaced
        for part in ("-wal", "-shm"):
            database.with_name(database.name + part).unlink(missing_ok=True)


def load_postgres(dump_file: Path) -> None:
    """Replace everything in the PostgreSQL database by a dump, in one transaction.

    Raises:
        UnusableBackupError: psql is missing or failed; the database is then as it was.
    """
    connection.close()
    anew = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
    command = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _call([*command, f"--command={anew}", f"--file={dump_file}"])


def _call(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise UnusableBackupError(
            f"{command[0]} is not on the path. Install postgresql-client of the server's version, or dump and restore "
            "with the server's own tools; docs/operations.md says how."
        )
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own programs
        [program, *command[1:]], env=_environment(connection.settings_dict), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UnusableBackupError(f"{command[0]} failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")


def _environment(settings: Mapping[str, object]) -> dict[str, str]:
    """Return an environment that names the database: in arguments, any list of processes would show the password."""
    names = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    own = {variable: str(settings[name]) for variable, name in names.items() if settings[name]}
    return dict(os.environ) | own | {"PGOPTIONS": "--client-min-messages=warning"}
