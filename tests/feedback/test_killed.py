"""A process killed before any statement of its work leaves all of it or nothing, and the next one does it once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.server import ROOT, environment_for, migrate


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_sending_releasing_and_withdrawing_survive_a_kill_at_every_step(tmp_path: Path) -> None:
    environment = environment_for(tmp_path / "data", demo=False) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    migrate(environment)
    seen = json.loads(_run(environment, "-m", "tests.feedback.killing"))
    for act, least in (("sending", 3), ("releasing", 25), ("withdrawing", 5)):
        assert seen[act]["faults"] == []
        assert seen[act]["steps"] >= least
    assert (seen["words"], seen["left"]) == (["丁", "丙", "乙", "甲"], [3, 3, 0])
