"""Tries to learn the order of arrival from released reports: `python -m benchmarks.order [--postgres]`.

Batches of 50 reports are sent in a known order to the real server, each with a tear-off code, every fourth with a file,
with voices for a published problem between them, and released. Then all of `QZ_DATA` is copied while it runs, or
PostgreSQL's rows, tables, write-ahead log and all other files of its folder, and every attack of `analyst.py` puts
reports, used codes, voices and files in an order. What counts is Kendall's tau of the strongest attack, the mean over
all batches. Of many attacks one always looks strong by chance, so its interval is the one that covers all of them at
once with 95 %: each has the level 1 - 0.05 / number of attacks that say anything (Bonferroni).
"""

import argparse
import json
import math
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.analyst import DATABASE, Copy, attacks, of_sqlite
from benchmarks.arrivals import Batch, LostReportError, Stored, arrived, planned, send, waiting
from benchmarks.cluster import of_cluster
from benchmarks.kendall import interval, tau
from benchmarks.product import Product, running
from tests.postgres.server import BUSY
from tests.postgres.server import running as serving

RIPE_SECONDS = 2.1
RISK = 0.05
_RELEASE = """
from django.utils import timezone
from feedback.services import release_due
print(release_due(today=timezone.localdate()))
"""


def _asking(product: Product, question: str) -> list[Any]:
    """Ask the running product's database."""
    if url := product.environment.get("QZ_DATABASE_URL"):
        with psycopg.connect(url) as cluster:
            return cluster.execute(question.encode()).fetchall()
    with closing(sqlite3.connect(f"file:{product.database()}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()


def _wait_for_index(product: Product) -> None:
    deadline = time.monotonic() + 60
    while _asking(product, "SELECT count(*) FROM search_dirtymark")[0][0]:
        if time.monotonic() > deadline:
            raise LostReportError("the index does not come to rest")
        time.sleep(0.2)


@contextmanager
def _copied(product: Product) -> Iterator[tuple[Copy, Stored]]:
    """Give a copy of all that the product has stored, taken while it runs, and its rows."""
    if product.on_postgres():
        url = product.environment["QZ_DATABASE_URL"]
        yield of_cluster(url, product.data), Stored(partial(_asking, product), postgres=True)
        return
    with tempfile.TemporaryDirectory() as name:
        folder, opened = Path(name) / "copy", Path(name) / "opened"
        # The static files have nothing of a report.
        left_out = shutil.ignore_patterns("static")
        shutil.copytree(product.data, folder, ignore=left_out, ignore_dangling_symlinks=True)
        opened.mkdir()
        for path in folder.glob(f"{DATABASE}*"):
            shutil.copy2(path, opened)
        with closing(sqlite3.connect(opened / DATABASE)) as database:
            yield of_sqlite(folder, database), Stored(database.execute, postgres=False)


def _attacked(product: Product, batch: Batch) -> dict[str, float]:
    """Return tau of every attack upon each kind of thing in the batch."""
    with _copied(product) as (copy, stored):
        return {
            f"{kind}: {attack}": tau(range(len(things)), places)
            for kind, things in arrived(stored, batch).items()
            for attack, places in attacks(copy, things).items()
        }


@contextmanager
def _started(*, postgres: bool, size: int) -> Iterator[Product]:
    batch = {"QZ_POOL_BATCH": str(waiting(size))}
    if not postgres:
        with running(**batch) as product:
            yield product
        return
    with serving(BUSY) as url, running(QZ_DATABASE_URL=url, **batch) as product:
        yield product


def measure(*, batches: int, size: int, postgres: bool = False) -> dict[str, list[float]]:
    """Return tau of every attack upon every batch.

    Args:
        batches: how many batches.
        size: how many reports in each.
        postgres: whether PostgreSQL is the database, and not SQLite.

    Raises:
        LostReportError: something was not taken or not released.
    """
    found: dict[str, list[float]] = defaultdict(list)
    with _started(postgres=postgres, size=size) as product:
        unit = product.receiving_unit()
        plan = planned(product, unit, batches=batches, size=size)
        time.sleep(RIPE_SECONDS)
        for number, batch in enumerate(plan, 1):
            send(product, unit, batch)
            product.python(_RELEASE)  # unless the worker's own chance came first
            _wait_for_index(product)
            for name, value in _attacked(product, batch).items():
                found[name].append(value)
            print(f"batch {number} of {batches}", end="\r", file=sys.stderr, flush=True)
    # An attack that had nothing to go by in some batch adds nothing there.
    return {name: values + [0.0] * (batches - len(values)) for name, values in found.items()}


def of_kind(found: dict[str, list[float]], kind: str) -> dict[str, list[float]]:
    """Return the attacks upon one kind of thing."""
    return {name: values for name, values in found.items() if name.startswith(f"{kind}: ")}


def _strength(values: list[float]) -> float:
    """Return how far the mean is from 0, in units of the spread: of few things an order varies more than of many."""
    mean, spread = abs(statistics.fmean(values)), statistics.stdev(values)
    return mean / spread if spread else mean * math.inf if mean else 0.0


def strongest(found: dict[str, list[float]]) -> tuple[str, dict[str, Any]]:
    """Return the attack whose mean is farthest from 0 for how much it varies, and its figures."""
    name = max(found, key=lambda each: _strength(found[each]))
    speaking = sum(any(values) for values in found.values())  # silent ones would only widen the interval
    low, high = interval(found[name], level=1 - RISK / max(1, speaking))
    figures = {"tau": statistics.fmean(found[name]), "low": low, "high": high}
    return name, {key: round(value, 4) for key, value in figures.items()} | {"batches": len(found[name])}


def _print(found: dict[str, list[float]], size: int) -> None:
    name, figures = strongest(found)
    print(f"{figures['batches']} batches of {size} reports, {len(found)} attacks; chance is 0\n")
    for each, values in sorted(found.items(), key=lambda pair: -abs(statistics.fmean(pair[1]))):
        print(f"{each:<66} tau {statistics.fmean(values):+.4f}")
    for kind in ("reports", "codes", "voices", "files"):
        best, of = strongest(of_kind(found, kind))
        print(f"\nstrongest upon {kind}: {best}")
        print(f"tau {of['tau']:+.4f}, 95 % for all attacks upon them: {of['low']:+.4f} to {of['high']:+.4f}")
    print(f"\nstrongest of all: {name}")
    print(f"tau {figures['tau']:+.4f}, 95 % for all attacks at once: {figures['low']:+.4f} to {figures['high']:+.4f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Try to learn the order of arrival.")
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own")
    options = parser.parse_args()
    found = measure(batches=options.batches, size=options.size, postgres=options.postgres)
    if options.json:
        print(json.dumps(strongest(found)[1]))
    else:
        _print(found, options.size)


if __name__ == "__main__":
    main()
