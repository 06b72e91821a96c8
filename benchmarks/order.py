"""Tries to learn the order of arrival from released reports: `python -m benchmarks.order`.

Batches of 50 reports are sent in a known order to the real server and released; then all of `QZ_DATA` is copied while
it runs, and every attack of `analyst.py` puts the batch in an order. What counts is Kendall's tau of the strongest
attack, the mean over all batches. Of many attacks one always looks strong by chance, so its interval is the one that
covers all of them at once with 95 %: each has the level 1 - 0.05 / number of attacks that say anything (Bonferroni).
"""

import argparse
import json
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.analyst import DATABASE, Copy, Released, attacks
from benchmarks.kendall import interval, tau
from benchmarks.product import Product, running
from benchmarks.reporting import WORDS, Reporter, answers, was_stored

RIPE_SECONDS = 2.1
RISK = 0.05
_RELEASE = """
from django.utils import timezone
from feedback.services import release_due
print(release_due(today=timezone.localdate()))
"""


class LostReportError(RuntimeError):
    """A report was not taken or not released, so that there is no order to look for."""


def _send(product: Product, unit: str, batch: int, tokens: list[str]) -> list[str]:
    """Send one batch in order, a report for each token, and return its texts in that order."""
    texts = [f"第{batch}批，第{number}件：{WORDS[:100]}" for number in range(len(tokens))]
    reporter = Reporter(product.port)
    for text, token in zip(texts, tokens, strict=True):
        status, page, _ = reporter.ask("/report/send/", answers(unit, text) | {"token": token})
        if not was_stored(status, page):
            raise LostReportError(f"answered {status}")
    reporter.close()
    return texts


def _wait_for_index(product: Product) -> None:
    deadline = time.monotonic() + 60
    with closing(sqlite3.connect(f"file:{product.database()}?mode=ro", uri=True)) as database:
        while database.execute("SELECT count(*) FROM search_dirtymark").fetchone()[0]:
            if time.monotonic() > deadline:
                raise LostReportError("the index does not come to rest")
            time.sleep(0.2)


def _tree(source: Path, target: Path) -> Path:
    """Copy a folder that is being written to; the static files have nothing of a report."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("static"), ignore_dangling_symlinks=True)
    return target


def _attacked(product: Product, texts: list[str]) -> dict[str, float]:
    """Return tau of every attack upon the batch."""
    with tempfile.TemporaryDirectory() as name:
        folder = _tree(product.data, Path(name) / "copy")
        opened = Path(name) / "opened"
        opened.mkdir()
        for path in folder.glob(f"{DATABASE}*"):
            shutil.copy2(path, opened)
        with closing(sqlite3.connect(opened / DATABASE)) as database:
            rows = database.execute("SELECT rowid, id, receipt_digest, words FROM feedback_report").fetchall()
            reports = sorted(
                (Released(*row) for row in rows if row[3] in texts), key=lambda one: texts.index(one.words)
            )
            if len(reports) != len(texts):
                raise LostReportError(f"{len(reports)} of {len(texts)} reports were released")
            truth = range(len(reports))
            return {name: tau(truth, places) for name, places in attacks(Copy(folder, database, reports)).items()}


def measure(*, batches: int, size: int) -> dict[str, list[float]]:
    """Return tau of every attack upon every batch.

    Raises:
        LostReportError: a report was not taken or not released.
    """
    found: dict[str, list[float]] = defaultdict(list)
    with running(QZ_POOL_BATCH=str(size)) as product:
        unit, tokens = product.receiving_unit(), product.tokens(batches * size)
        time.sleep(RIPE_SECONDS)
        for batch in range(batches):
            texts = _send(product, unit, batch, tokens[batch * size : (batch + 1) * size])
            product.python(_RELEASE)  # unless the worker's own chance came first
            _wait_for_index(product)
            for name, value in _attacked(product, texts).items():
                found[name].append(value)
            print(f"batch {batch + 1} of {batches}", end="\r", file=sys.stderr, flush=True)
    # An attack that had nothing to go by in some batch adds nothing there.
    return {name: values + [0.0] * (batches - len(values)) for name, values in found.items()}


def strongest(found: dict[str, list[float]]) -> tuple[str, dict[str, Any]]:
    """Return the attack whose mean is farthest from 0, and its figures."""
    name = max(found, key=lambda each: abs(statistics.fmean(found[each])))
    speaking = sum(any(values) for values in found.values())  # silent ones would only widen the interval
    low, high = interval(found[name], level=1 - RISK / max(1, speaking))
    figures = {"tau": statistics.fmean(found[name]), "low": low, "high": high}
    return name, {key: round(value, 4) for key, value in figures.items()} | {"batches": len(found[name])}


def _print(found: dict[str, list[float]], size: int) -> None:
    name, figures = strongest(found)
    print(f"{figures['batches']} batches of {size} reports, {len(found)} attacks; chance is 0\n")
    for each, values in sorted(found.items(), key=lambda pair: -abs(statistics.fmean(pair[1]))):
        print(f"{each:<56} tau {statistics.fmean(values):+.4f}")
    print(f"\nstrongest: {name}")
    print(f"tau {figures['tau']:+.4f}, 95 % for all attacks at once: {figures['low']:+.4f} to {figures['high']:+.4f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Try to learn the order of arrival.")
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(batches=options.batches, size=options.size)
    if options.json:
        print(json.dumps(strongest(found)[1]))
    else:
        _print(found, options.size)


if __name__ == "__main__":
    main()
