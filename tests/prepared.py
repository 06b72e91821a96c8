"""Installations that are set up once in a run and copied by whichever test needs one; owns the folder they lie in.

Each takes many seconds to set up and is the same every time. Only on SQLite, whose database lies in the folder.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

_PLACE = "TESTS_PREPARED"  # of this process and of those it starts
_SAID = "said.txt"


class Shared:
    """Pytest's plug-in: a folder for the whole run, which all its processes see, deleted at its end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="qingzhuang-prepared-")
        os.environ[_PLACE] = self._folder.name

    def pytest_unconfigure(self) -> None:
        """Delete the folder. Pytest calls this."""
        self._folder.cleanup()


def share(config: pytest.Config) -> None:
    """Give the run its folder, unless `config` is that of a process that a run has started."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Shared())


def copy_of(name: str, data: Path, make: Callable[[], str]) -> str:
    """Put into `data` what `make` would, and return what it returned; the first caller of a run really makes it.

    Args:
        name: what is made, such as `demo`; callers with the same name must make the same.
        data: the folder `QZ_DATA` of the installation; `make` writes there and nowhere else.
        make: makes the installation and returns a text about it.
    """
    if os.environ.get("QZ_DATABASE_URL"):
        return make()
    kept = Path(os.environ[_PLACE]) / name
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            said = make()
            shutil.copytree(data, kept / "data")
            (kept / _SAID).write_text(said, encoding="utf-8")
            return said
    shutil.copytree(kept / "data", data, dirs_exist_ok=True)
    return (kept / _SAID).read_text(encoding="utf-8")
