"""Kills the writer at random instants, and lets writers race; nothing may be lost, doubled or unreadable."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 20
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
    agreed = 0
    for _ in range(KILLS):
        with _start(tmp_path) as process:
            said = _first_line(process)
            assert said.startswith("whole "), said
            agreed = int(said.split()[1])
            time.sleep(random.uniform(0.05, 0.6))  # noqa: S311
            process.send_signal(signal.SIGKILL)
    with _start(tmp_path, "0") as process:
        assert _first_line(process).startswith("whole ")
    assert agreed > 0


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
