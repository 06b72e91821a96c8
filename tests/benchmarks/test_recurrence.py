import json
from pathlib import Path

import pytest

from benchmarks import recurrence
from benchmarks.recurrence_corpus import corpus

_PARTS = (*recurrence.TUNING, *recurrence.HELD_OUT)


def test_scores_count_pairs_and_look_at_each_report() -> None:
    found = recurrence.scores(["a", "a", "b", None], [1, 1, 1, None])
    assert found == {"precision": 1 / 3, "recall": 1.0, "f1": 0.5, "bcubed_f1": pytest.approx(1 / (0.5 + 0.75))}


def test_scores_of_a_perfect_grouping_are_one() -> None:
    assert recurrence.scores(["a", "a", None], [1, 1, None]) == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "bcubed_f1": 1.0,
    }  # fmt: skip


def test_exponent_of_a_square_is_two() -> None:
    assert recurrence.exponent({"10": 1.0, "100": 100.0, "1000": 10000.0}) == pytest.approx(2)


@pytest.mark.parametrize(("part", "least"), [("second_held_out", 0.83), ("held_out", 0.83), ("third_held_out", 0.65)])
def test_own_rows_are_grouped_far_better_than_the_baseline_where_nothing_was_tuned(part: str, least: float) -> None:
    held_out = recurrence.measure([row for row in recurrence.read(recurrence.OWN) if row["part"] == part])
    assert held_out["bcubed_f1"] > least
    assert held_out["f1"] > 3 * held_out["baseline_f1"]


def test_no_group_of_the_own_rows_is_in_two_parts() -> None:
    rows = recurrence.read(recurrence.OWN)
    parts = [{row["group"] for row in rows if row["part"] == part} - {None} for part in _PARTS]
    assert len(set[object]().union(*parts)) == sum(len(part) for part in parts)
    assert {row["part"] for row in rows} == set(_PARTS)
    assert len({row["id"] for row in rows}) == len(rows)


def test_corpus_is_the_same_each_time() -> None:
    rows = recurrence.read(recurrence.OWN)
    assert corpus(30, rows) == corpus(30, rows)


def test_json_has_the_promised_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"text": "防溺水日报", "category": "B03", "asked_by": "县教育局", "group": "g"}] * 2
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    recurrence.main(["--data", str(file), "--json", "--sizes", "20"])
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["precision", "recall", "f1", "bcubed_f1", "baseline_f1", "seconds", "exponent"]
    assert found["f1"] == 1.0
    assert list(found["seconds"]) == ["20"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: needs an object with `text`"),
        ('{"title": "x"}', "line 2: needs an object with `text`"),
        ('{"text": "x", "data_items": "x"}', "line 2: `data_items` is a list"),
        ('{"text": "x", "group": []}', "`group` a name or null"),
    ],
)
def test_a_line_that_is_no_report_is_named(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f'{{"text": "x"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=wrong):
        recurrence.read(file)


def test_a_file_with_texts_alone_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "防溺水日报"}\n\n{"text": "报销签字", "title": null}\n', encoding="utf-8")
    recurrence.main(["--data", str(file), "--json", "--sizes", ""])
    assert json.loads(capsys.readouterr().out)["f1"] == 1.0
