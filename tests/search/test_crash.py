"""Kills the writer at random instants, and lets writers race; nothing may be lost, doubled or unreadable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 100
_ROOT = Path(__file__).resolve().parent.parent.parent


def _start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QZ_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.search.endless_writer", *arguments]
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


@pytest.mark.slow
def test_writer_killed_at_any_instant_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with _start(tmp_path, "kill", str(KILLS)) as killer:
        said = _first_line(killer)
    assert said.startswith("whole "), said
    assert int(said.split()[1]) > 0
    with _start(tmp_path, "0") as process:
        assert _first_line(process).startswith("whole ")


@pytest.mark.slow
def test_racing_writers_leave_one_exact_index(tmp_path: Path) -> None:
    with _start(tmp_path, "0") as first:
        assert _first_line(first).startswith("whole ")
    racers = [_start(tmp_path, "25") for _ in range(3)]
    for racer in racers:
        racer.communicate(timeout=120)
        assert racer.returncode == 0
    with _start(tmp_path, "0") as last:
        assert _first_line(last).startswith("whole ")
