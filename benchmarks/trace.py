"""Looks for whatever a reporter may leave behind: `python -m benchmarks.trace`.

The real supervisor, web server and worker run over a folder of their own, temporary files and output included. A
reporter with a marked address, agent, language and cookie sends reports and messages and makes every kind of mistake;
the pool is released, all jobs run, index and a digest are built, and both processes are killed in between. Then every
byte of the folder is searched for the marks in all spellings, and every row that a submission touches for a time.

A search that finds nothing may be one that cannot find: each pattern must first be found in a file that holds it.
"""

import argparse
import json
import os
import signal
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import marks
from benchmarks.product import Product, running
from benchmarks.trespassing import ADDRESS, AGENT, COOKIE, FORWARDED, LANGUAGE, Trespasser

# The tables whose rows come or change because somebody reports something; the queue's rows keep the times of the clock,
# and those of the audit trail the times of staff: of these, none may come at all.
MINUTE = 60
TOUCHED = ("feedback_%", "search_%")
_JOBS = """
from datetime import timedelta
from django.utils import timezone
from config.schedule import DUTIES, JOBS
from feedback.services.release import release_all
from accounts.models import Unit
from digests.periods import Quarter
from digests.services import build_edition
today = timezone.localdate()
print("released", release_all(today=today))
for duty in DUTIES:
    while duty():
        pass
for job in JOBS:
    job.task.call()
build_edition(actor=None, unit=Unit.objects.first(), quarter=Quarter(today.year, (today.month - 1) // 3 + 1))
"""


class BlindSearchError(RuntimeError):
    """A pattern was not found where it had been put, or what must be there was not: the search shows nothing."""


def patterns(receipts: list[str]) -> dict[str, bytes]:
    """Return all patterns, each with its name."""
    every = marks.addresses("address", ADDRESS) | marks.addresses("forwarded address", FORWARDED)
    for name, text in (("agent", AGENT), ("language", LANGUAGE), ("cookie", COOKIE)):
        every |= marks.spellings(name, text)
    for number, receipt in enumerate(receipts, 1):
        every |= marks.receipts(f"receipt {number}", receipt)
    return every


def check_sight(every: dict[str, bytes]) -> None:
    """Do nothing if each pattern is found in a file that holds it.

    Raises:
        BlindSearchError: one is not found.
    """
    with tempfile.TemporaryDirectory() as name:
        for number, (pattern, data) in enumerate(every.items()):
            path = Path(name) / str(number)
            path.write_bytes(b"before\0" + data + b"\0after")
            if pattern not in {finding.pattern for finding in marks.found([path], every)[0]}:
                raise BlindSearchError(pattern)


def _kill(product: Product) -> None:
    """Kill web server and worker outright, and wait until the supervisor has started both again."""
    before = product.processes()
    for number in before:
        os.kill(number, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while len(product.processes().keys() - before.keys()) < len(before):
        if time.monotonic() > deadline:
            raise BlindSearchError("the killed processes did not come back")
        time.sleep(0.2)
    time.sleep(3)


def timed_columns(database: Path, at: list[datetime]) -> list[str]:
    """Return the columns of the tables that a submission touches which hold a time within a minute of one of `at`."""
    found: set[str] = set()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        like = " OR ".join("name LIKE ?" for _ in TOUCHED)
        tables = opened.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND ({like})", TOUCHED)  # noqa: S608
        for (table,) in tables.fetchall():
            rows = opened.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # one of the product's own tables
            names = [column[0] for column in rows.description]
            for row in rows:
                found |= {f"{table}.{name}" for name, value in zip(names, row, strict=True) if _is_near(value, at)}
    return sorted(found)


def _is_near(value: Any, at: list[datetime]) -> bool:
    """Return whether a value is a time within a minute of one of `at`, as a number of seconds or as text."""
    if isinstance(value, int | float):
        return any(abs(value / unit - moment.timestamp()) < MINUTE for unit in (1, 1e3, 1e6, 1e9) for moment in at)
    if not isinstance(value, str):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    if len(value) <= len("2026-01-01"):  # a day, which is what may be there
        return False
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    away = [abs((aware - each).total_seconds()) % 3600 for each in at]  # whatever zone it was written in
    return any(min(each, 3600 - each) < MINUTE for each in away)


def audit_rows(database: Path) -> int:
    """Return how many acts the audit trail holds."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        return int(opened.execute("SELECT count(*) FROM accounts_auditentry").fetchone()[0])


def measure() -> dict[str, Any]:
    """Return how many bytes, files and patterns were searched, and what was found.

    Raises:
        BlindSearchError: the search itself cannot find.
    """
    with running() as product:
        unit = product.receiving_unit()
        sender, audited = Trespasser(product.port), audit_rows(product.database())
        receipts, at = [sender.walk(unit)], [datetime.now(UTC)]
        sender.stumble(receipts[0])
        _kill(product)
        receipts.append(sender.walk(unit))
        at.append(datetime.now(UTC))
        audited = audit_rows(product.database()) - audited
        _marked_words(product, there=False)  # sealed
        if "released 4" not in product.python(_JOBS):
            raise BlindSearchError("not everything was released")
        sender.stumble(receipts[1])
        _kill(product)
        _marked_words(product, there=True)
        every = patterns(receipts)
        check_sight(every)
        files = [path for path in product.folder.rglob("*") if path.is_file()]
        findings, count, size = marks.found(files, every)
        places = {f"{one.pattern} in {Path(one.place).relative_to(product.folder)}" for one in findings}
        timed = timed_columns(product.database(), at)
    found = [*sorted(places), *(f"a time in {column}" for column in timed), *["an act in the audit trail"] * audited]
    return {"bytes": size, "files": count, "patterns": len(every), "found": found}


def _marked_words(product: Product, *, there: bool) -> None:
    """Check that the search finds the reporter's words where they must be, and only once they are released."""
    words = {"words": Trespasser.words.encode()}
    seen = bool(marks.found(product.data.glob("qingzhuang.sqlite3*"), words)[0])
    if seen is not there:
        raise BlindSearchError("released words are not seen" if there else "sealed words are seen")


def main() -> None:
    """Look, and print; the exit code is 1 where something was found."""
    parser = argparse.ArgumentParser(description="Look for whatever a reporter leaves behind.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure()
    if options.json:
        print(json.dumps(figures | {"found": len(figures["found"])}))
    else:
        for name in ("bytes", "files", "patterns"):
            print(f"{name:<10}{figures[name]:>14,}")
        print(f"{'found':<10}{len(figures['found']):>14}", *figures["found"], sep="\n  ")
    raise SystemExit(bool(figures["found"]))


if __name__ == "__main__":
    main()
