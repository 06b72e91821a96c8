"""Real processes over one database: a killed worker's task is done by the next, and six racers fill a slot once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres.server import fresh_database


class Nodes:
    """Starts processes over one folder, and ends those that are left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._env = os.environ | {"QZ_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        if server := os.environ.get("QZ_DATABASE_URL"):
            self._env["QZ_DATABASE_URL"] = fresh_database(server)
        self._started: list[subprocess.Popen[str]] = []

    def start(self, act: str) -> subprocess.Popen[str]:
        node = subprocess.Popen(  # noqa: S603  # a process of our own
            [sys.executable, "-m", "tests.jobs.node", act],
            env=self._env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._started.append(node)
        return node

    def ask(self, act: str) -> str:
        node = self.start(act)
        answer = node.communicate(timeout=60)[0]
        assert node.returncode == 0
        return answer

    def state(self) -> Any:
        return json.loads(self.ask("state"))

    def end(self) -> None:
        for node in self._started:
            node.kill()
            node.communicate()


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    nodes = Nodes(tmp_path)
    nodes.ask("prepare")
    yield nodes
    nodes.end()


def _await_starts(nodes: Nodes, count: int) -> list[int]:
    marks = nodes.folder / "started"
    for _ in range(600):
        if marks.exists() and len(pids := marks.read_text().split()) >= count:
            return [int(pid) for pid in pids]
        time.sleep(0.05)
    raise AssertionError("the task was not started")


@pytest.mark.slow
def test_task_of_a_killed_worker_is_done_by_the_next(nodes: Nodes) -> None:
    nodes.ask("linger")
    first = nodes.start("work")
    assert _await_starts(nodes, 1) == [first.pid]
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert nodes.state()["tasks"] == [["RUNNING", 1, None]]
    second = nodes.start("work")
    assert _await_starts(nodes, 2) == [first.pid, second.pid]
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=20) == 0
    # The killed worker's beat is left for tidying up; the other one took its own away.
    assert nodes.state() == {"tasks": [["SUCCESSFUL", 2, 7]], "slots": 0, "beats": 1}


@pytest.mark.slow
def test_six_racing_processes_fill_each_slot_once(nodes: Nodes) -> None:
    racers = [nodes.start("race") for _ in range(6)]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    enqueued = [int(racer.communicate(timeout=60)[0]) for racer in racers]
    assert sum(enqueued) == 40
    state = nodes.state()
    assert state["slots"] == 40
    assert state["tasks"] == [["READY", 0, None]] * 40
