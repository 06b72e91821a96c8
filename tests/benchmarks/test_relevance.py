"""The measure of answers, and that ours stay ahead on queries they were not tuned on."""

import json
import os
import subprocess
import sys

import pytest

from benchmarks.relevance import DATA, grades_of, ndcg, read_lines, recall, texts_of


def test_gain_is_one_for_the_best_order_and_less_for_any_other() -> None:
    grades = {"a": 2, "b": 1}
    assert ndcg(["a", "b", "x"], grades) == 1
    assert 0 < ndcg(["b", "a"], grades) < 1
    assert ndcg(["x"], grades) == ndcg([], {}) == 0


def test_recall_counts_what_is_among_the_first() -> None:
    assert recall(["a", "x", "b"], {"a": 1, "b": 1, "c": 1, "d": 1}) == 0.5
    assert recall(["x", "a"], {"a": 1}, most=1) == 0


def test_judgements_may_be_names_or_grades() -> None:
    assert grades_of({"relevant": ["a"]}) == {"a": 1}
    assert grades_of({"relevant": {"a": 2}}) == {"a": 2}


def test_own_judged_set_is_whole() -> None:
    texts = texts_of(read_lines(DATA / "burdens.jsonl"))
    tune, test = (read_lines(DATA / f"queries_{part}.jsonl") for part in ("tune", "test"))
    assert len(texts) >= 300
    assert len(tune) + len(test) >= 60
    assert not {query["q"] for query in tune} & {query["q"] for query in test}
    assert all(grades_of(query).keys() <= texts.keys() for query in tune + test)


@pytest.mark.slow
def test_ours_is_ahead_on_queries_it_was_not_tuned_on() -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("QZ_", "DJANGO_"))}
    command = [sys.executable, "-m", "benchmarks.relevance", "--part", "test", "--json"]
    said = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout  # noqa: S603
    results = json.loads(said.splitlines()[-1])
    assert sorted(results) == ["bigrams", "fts5", "ours", "stock"]
    for other in ("fts5", "bigrams", "stock"):
        assert results["ours"]["ndcg10"] > results[other]["ndcg10"] + 0.05
        assert results["ours"]["recall20"] > results[other]["recall20"]
