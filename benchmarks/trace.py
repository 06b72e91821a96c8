"""Looks for whatever a reporter may leave behind: `python -m benchmarks.trace [--postgres]`.

The real supervisor, web server and worker run over a folder of their own, temporary files and output included, on
SQLite or on a PostgreSQL server whose folder lies there too. A reporter with a marked address, agent, language and
cookie sends reports, files that say whose they are, and messages with more of them, meets a fault of the server's own,
and makes every kind of mistake; the pool is released, all jobs run, index, a digest and a backup are made, and both
processes are killed in between. Then every byte of the folder is searched for the marks in all spellings, write-ahead
log, server log and free pages included, the backup and the reporter's files sealed and opened; and every row that a
submission touches for a time.
The memory of the processes is not searched.

A search that finds nothing may be one that cannot find: each pattern must first be found in a file that holds it.
"""

import argparse
import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import marks
from benchmarks.breaking import without_table
from benchmarks.product import Product, running
from benchmarks.reporting import Reporter
from benchmarks.rows import audit_rows, timed_columns
from benchmarks.trespassing import ADDRESS, AGENT, COOKIE, FILE, FORWARDED, LANGUAGE, Trespasser
from tests.jobs.rebuilding import samples
from tests.postgres.server import PROGRAMS
from tests.postgres.server import running as serving

_JOBS = """
from datetime import timedelta
from django.utils import timezone
from config.schedule import DUTIES, JOBS
from feedback.models import ReportFile
from feedback.services.release import release_all
from accounts.models import Unit
from digests.periods import Quarter
from digests.services import build_edition
today = timezone.localdate()
print("released", release_all(today=today))
print("files", ReportFile.objects.count())
for duty in DUTIES:
    while duty():
        pass
for job in JOBS:
    job.task.call()
build_edition(actor=None, unit=Unit.objects.first(), period=Quarter(today.year, (today.month - 1) // 3 + 1))
"""

_OPEN = """
import pathlib, shutil
from config.backups.making import backup_key
from config.backups.sealed import UnsealingFile
opened = pathlib.Path("{opened}")
opened.mkdir()
for path in pathlib.Path("{folder}").iterdir():
    with path.open("rb") as sealed, (opened / path.name).open("wb") as plain:
        shutil.copyfileobj(UnsealingFile(sealed, backup_key()), plain)
"""

_HAND = """
import pathlib
from feedback.files.sealing import unseal_file, unseal_note
from feedback.models import ReportFile
folder = pathlib.Path("{folder}")
folder.mkdir()
for number, row in enumerate(ReportFile.objects.all()):
    file = unseal_file(row.sealed, unseal_note(row.note))
    (folder / f"{{number}}").write_bytes(file.data)
    (folder / f"{{number}}-preview").write_bytes(file.preview)
"""


class BlindSearchError(RuntimeError):
    """A pattern was not found where it had been put, or what must be there was not: the search shows nothing."""


def patterns(receipts: list[str]) -> dict[str, bytes]:
    """Return all patterns, each with its name."""
    every = marks.addresses("address", ADDRESS) | marks.addresses("forwarded address", FORWARDED)
    for order in ("big", "little"):
        every[f"position, {order} end first"] = b"".join(each.to_bytes(4, order) for each in (31, 1, 14, 1, 7, 1))
    named = {"agent": AGENT, "language": LANGUAGE, "cookie": COOKIE, "file name": FILE, "notes in a file": samples.MARK}
    for name, text in named.items():
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


def _answers(product: Product) -> bool:
    with closing(Reporter(product.port)) as visitor:
        return bool(visitor.ask("/")[0])


def _kill(product: Product) -> None:
    """Kill web server and worker outright, and wait until both are there again and pages are answered."""
    before = product.processes()
    for number in before:
        os.kill(number, signal.SIGKILL)
    deadline = time.monotonic() + 120
    while len(product.processes().keys() - before.keys()) < len(before) or not _answers(product):
        if time.monotonic() > deadline:
            raise BlindSearchError("the killed processes did not come back")
        time.sleep(0.2)


@contextmanager
def _started(*, postgres: bool) -> Iterator[tuple[Product, list[Path]]]:
    """Run the product; give it and the folders that hold all it writes, the database's own among them."""
    if not postgres:
        with running() as product:
            yield product, [product.folder]
        return
    with serving() as url, running(QZ_DATABASE_URL=url, PATH=f"{PROGRAMS}:{os.environ['PATH']}") as product:
        yield product, [product.folder, Path(url.partition("host=")[2])]


def measure(*, postgres: bool = False) -> dict[str, Any]:
    """Return how many bytes, files and patterns were searched, and what was found.

    Args:
        postgres: whether PostgreSQL is the database, and not SQLite.

    Raises:
        BlindSearchError: the search itself cannot find.
    """
    with _started(postgres=postgres) as (product, folders):
        unit = product.receiving_unit()
        sender, audited = Trespasser(product.port), audit_rows(product)
        broken = partial(without_table, product, "feedback_bucket")
        receipts, at = [sender.walk(unit, broken)], [datetime.now(UTC)]
        sender.stumble(receipts[0])
        _kill(product)
        receipts.append(sender.walk(unit))
        at.append(datetime.now(UTC))
        audited = audit_rows(product) - audited
        _marked_words(product, folders, there=False)  # sealed
        done = product.python(_JOBS)
        if "released 4" not in done or "files 8" not in done:
            raise BlindSearchError("not everything was released")
        sender.stumble(receipts[1])
        _back_up(product)
        _open_files(product)
        _kill(product)
        _marked_words(product, folders, there=True)
        every = patterns(receipts)
        check_sight(every)
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        findings, count, size = marks.found(files, every)
        places = {f"{one.pattern} in {_short(one.place, folders)}" for one in findings}
        timed = timed_columns(product, at)
    found = [*sorted(places), *(f"a time in {column}" for column in timed), *["an act in the audit trail"] * audited]
    return {"bytes": size, "files": count, "patterns": len(every), "found": found}


def _short(place: str, folders: list[Path]) -> str:
    """Return a path without the folder that is thrown away."""
    return next(str(Path(place).relative_to(folder)) for folder in folders if place.startswith(str(folder)))


def _back_up(product: Product) -> None:
    """Make a backup, and open it beside: what is sealed cannot be searched.

    Raises:
        BlindSearchError: the opened one does not hold what was released.
    """
    product.manage("backup", str(product.folder / "backup"), "--keys", str(product.folder / "saved"))
    opened = product.folder / "opened"
    product.python(_OPEN.format(folder=product.folder / "backup", opened=opened))
    if not marks.found(opened.iterdir(), {"words": Trespasser.words.encode()})[0]:
        raise BlindSearchError("the backup does not hold the released words")


def _open_files(product: Product) -> None:
    """Lay beside what handlers get of the files: sealed, whatever they still said would not be seen.

    Raises:
        BlindSearchError: they are not all there.
    """
    handed = product.folder / "handed"
    product.python(_HAND.format(folder=handed))
    starts = sorted(path.read_bytes()[:4] for path in handed.iterdir())
    if starts != sorted([b"\xff\xd8\xff\xe0"] * 12 + [b"\x89PNG"] * 2 + [b"%PDF"] * 2):
        raise BlindSearchError(f"what handlers get begins {starts}")


def _marked_words(product: Product, folders: list[Path], *, there: bool) -> None:
    """Check that the search finds the reporter's words where they must be, and only once they are released."""
    words = {"words": Trespasser.words.encode()}
    if product.on_postgres():
        product.python("from django.db import connection; connection.cursor().execute('CHECKPOINT')")
        places = [path for path in folders[-1].rglob("*") if path.is_file()]
    else:
        places = list(product.data.glob("qingzhuang.sqlite3*"))
    if bool(marks.found(places, words)[0]) is not there:
        raise BlindSearchError("released words are not seen" if there else "sealed words are seen")


def main() -> None:
    """Look, and print; the exit code is 1 where something was found."""
    parser = argparse.ArgumentParser(description="Look for whatever a reporter leaves behind.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own")
    options = parser.parse_args()
    figures = measure(postgres=options.postgres)
    if options.json:
        print(json.dumps(figures | {"found": len(figures["found"])}))
    else:
        for name in ("bytes", "files", "patterns"):
            print(f"{name:<10}{figures[name]:>14,}")
        print(f"{'found':<10}{len(figures['found']):>14}", *figures["found"], sep="\n  ")
    raise SystemExit(bool(figures["found"]))


if __name__ == "__main__":
    main()
