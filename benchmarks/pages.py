"""Measures the pages that staff and the public open most: `python -m benchmarks.pages`.

The organisation and its rows are made in a folder that is thrown away, once small and once as large as asked for. Each
page is then asked for again and again in one process, with its ordinary filters in turn: the number of queries must be
the same in both sizes, and the 95th percentile of the times in the large one below 150 ms.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SMALL_REPORTS, SMALL_UNITS = 1_000, 60
ROUNDS = 40
MOST_MS = 150
# Page, who opens it ("" is the public), its url name, and the queries with which it is opened in turn.
PAGES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("inbox", "handler", "inbox", ("", "?state=all", "?category=B04", "?state=all&page=40")),
    ("problems", "leader", "problems", ("", "?state=late", "?state=open&category=B03", "?page=5")),
    ("late", "leader", "late", ("", "?show=late", "?show=soon")),
    ("overview", "leader", "overview", ("",)),
    ("round", "leader", "cleanups", ("",)),
    ("board", "", "board", ("", "?category=B04", "?page=5")),
)


def measure(reports: int, units: int, rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Return queries and times of every page over a fresh organisation of the given size, from a process of its own."""
    with tempfile.TemporaryDirectory(prefix="qingzhuang-pages-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QZ_", "DJANGO_"))}
        command = [sys.executable, "-m", "benchmarks.pages_inside", str(reports), str(units), str(rounds)]
        done = subprocess.run(
            command, cwd=ROOT, env=kept | {"QZ_DATA": folder}, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def figures(reports: int, units: int, rounds: int = ROUNDS) -> tuple[dict[str, Any], list[str]]:
    """Return the figures of the large size, and in words what was missed of the aim. Pages open `rounds` times."""
    small = measure(min(SMALL_REPORTS, reports), min(SMALL_UNITS, units), rounds)
    large = measure(reports, units, rounds)
    missed = [
        f"{name}: {small[name]['queries']} queries grew to {row['queries']}"
        for name, row in large.items()
        if row["queries"] != small[name]["queries"]
    ]
    missed += [f"{name}: {row['p95_ms']} ms" for name, row in large.items() if row["p95_ms"] >= MOST_MS]
    return {"pages": large}, missed


def percentile(seconds: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return round(statistics.quantiles(seconds, n=20)[18] * 1000, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the pages of the workplace and the board.")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--units", type=int, default=1_800)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    began = time.monotonic()
    found, missed = figures(options.reports, options.units)
    if options.json:
        print(json.dumps(found))
        return
    print(f"{'page':<12} {'queries':>8} {'95th percentile':>16}")
    for name, row in found["pages"].items():
        print(f"{name:<12} {row['queries']:>8} {row['p95_ms']:>13} ms")
    print(f"{time.monotonic() - began:.0f} s in all, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print("\n".join(missed) or "the aim is met")


if __name__ == "__main__":
    main()
