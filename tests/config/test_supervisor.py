"""The supervisor over real processes: who dies is started again, and the end takes all with it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config import supervisor
from config.environment import BASE_DIR, read
from config.supervisor import Process, death_bond, supervise, web_command

SLEEPER = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEPER


def _wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def _pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _is_gone(pid: int) -> bool:
    """Return whether the process ended; one that nobody waited for stays behind as a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_dead_process_is_started_again_and_all_end_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 1.0)
    marks = [tmp_path / "web", tmp_path / "worker"]
    commands = [[sys.executable, "-c", code, str(mark)] for code, mark in zip((SLEEPER, STUBBORN), marks, strict=True)]
    processes = [Process(mark.name, command) for mark, command in zip(marks, commands, strict=True)]
    stop = threading.Event()
    thread = threading.Thread(target=supervise, args=(processes, stop))
    thread.start()
    _wait_for(lambda: all(_pids(mark) for mark in marks))
    os.kill(_pids(marks[0])[0], signal.SIGKILL)
    _wait_for(lambda: len(_pids(marks[0])) == 2)
    stop.set()
    thread.join()
    assert [len(_pids(mark)) for mark in marks] == [2, 1]
    assert not any(_runs(pid) for mark in marks for pid in _pids(mark))


def test_children_of_a_dead_process_do_not_outlive_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 30.0)
    mark, below = tmp_path / "web", tmp_path / "below"
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEPER!r}, {str(below)!r}]);{SLEEPER}"
    process = Process("web", [sys.executable, "-c", code, str(mark)])
    process.keep()
    _wait_for(lambda: bool(_pids(mark) and _pids(below)))
    os.kill(_pids(mark)[0], signal.SIGKILL)
    _wait_for(lambda: process._child is not None and process._child.poll() is not None)  # noqa: SLF001
    process.keep()
    _wait_for(lambda: _is_gone(_pids(below)[0]))


def test_process_that_dies_young_pauses_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    process = Process("web server", [sys.executable, "-c", ""])
    pauses = []
    for _ in range(4):
        process.keep()
        assert process._child is not None  # noqa: SLF001  # there is no other way to wait for its death
        process._child.wait()  # noqa: SLF001
        process.keep()
        pauses.append(process._next - clock[0])  # noqa: SLF001
        clock[0] = process._next  # noqa: SLF001
    assert pauses == [1.0, 2.0, 4.0, 8.0]


def test_web_server_writes_no_access_log() -> None:
    command = web_command(read({"QZ_PORT": "8123"}))
    assert "--no-access-log" in command
    assert command[command.index("--port") + 1] == "8123"


def test_variables_of_the_web_server_are_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRANIAN_LOG_ACCESS_ENABLED", "1")
    assert not [name for name in supervisor._child_environment() if name.startswith("GRANIAN")]  # noqa: SLF001


@pytest.mark.skipif(not death_bond(), reason="this system has no setpriv")
def test_children_end_with_a_killed_supervisor(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    code = (
        "import sys, threading; from config.supervisor import *;"
        f"command = [*death_bond(), sys.executable, '-c', {SLEEPER!r}, {str(mark)!r}];"
        "supervise([Process('x', command)], threading.Event())"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=BASE_DIR)  # noqa: S603
    _wait_for(lambda: bool(_pids(mark)))
    parent.kill()
    parent.wait()
    _wait_for(lambda: not _runs(_pids(mark)[0]))
