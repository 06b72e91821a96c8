import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import selfid
from config.environment import BASE_DIR


def test_measure_counts_spans_and_trap_texts() -> None:
    rows: list[dict[str, object]] = [
        {"text": "打13900001234找我", "flags": ["pii"], "pii_spans": ["13900001234"]},
        {"text": "就是那个人", "flags": ["pii"], "pii_spans": ["那个人"]},
        {"text": "主任会议每月四次", "flags": ["pii_trap"]},
        {"text": "打13900001234找我", "flags": ["pii_trap"], "pii_spans": []},
        {"text": "打13900001234找我"},
    ]
    assert selfid.measure(rows) == {"recall": 0.5, "false_alarms": 0.5, "n": 4}


def test_its_own_texts_meet_the_aim_in_each_part() -> None:
    rows = selfid.read(selfid.OWN)
    for part in ("tuning", "held_out"):
        measured = selfid.measure([row for row in rows if row["part"] == part])
        assert measured["recall"] > 0.95
        assert measured["false_alarms"] < 0.05


@pytest.mark.parametrize("file", [f"selfid_{which}.jsonl" for which in ("second", "third", "fourth", "sixth")])
def test_texts_that_rules_were_tuned_on_meet_the_aim(file: str) -> None:
    rows = selfid.read(selfid.OWN.with_name(file))
    measured = selfid.measure(rows)
    assert measured["recall"] > 0.95
    assert measured["false_alarms"] < 0.05


def test_texts_written_after_the_rules_are_marked_as_well() -> None:
    """They were measured once, before anything was changed for them: 98 % with a mark on 1 of 48 traps."""
    measured = selfid.measure(selfid.read(selfid.OWN.with_name("selfid_seventh.jsonl")))
    assert measured["recall"] > 0.95
    assert measured["false_alarms"] < 0.05


_FILES = [f"selfid{which}.jsonl" for which in ("", "_second", "_third", "_fourth", "_fifth", "_sixth", "_seventh")]


@pytest.mark.parametrize("file", _FILES)
def test_every_span_stands_in_its_text(file: str) -> None:
    for row in selfid.read(selfid.OWN.with_name(file)):
        spans = row["pii_spans"]
        assert isinstance(spans, list)
        assert bool(spans) == (row["flags"] == ["pii"])
        assert all(span in str(row["text"]) for span in spans)


def test_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "主任会议", "flags": ["pii_trap"]}\n', encoding="utf-8")
    selfid.main(["--data", str(file), "--json"])
    assert json.loads(capsys.readouterr().out) == {"recall": 1.0, "false_alarms": 0.0, "n": 1}


def test_it_runs_by_itself_without_any_settings() -> None:
    command = [sys.executable, "-m", "benchmarks.selfid", "--json"]
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(command, cwd=BASE_DIR, env=bare, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr == ""
    assert json.loads(done.stdout).keys() == {"recall", "false_alarms", "n"}
