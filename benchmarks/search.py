"""Measures the search beside FTS5 and tantivy: `python -m benchmarks.search --docs 2000,20000,100000`.

All get the words and queries of `search_corpus`, from the text as it was typed to the numbers of the best twenty of two
permitted audiences, and wait for the disk. Ours also looks into unknown words (pairs of characters), leaves out what is
excluded, and has the number of all hits, as tantivy has; FTS5 is asked for none of that. `shown` adds titles and
passages with what was asked for marked: the texts lie in one table for all and are marked by one function. Each index
is built and asked in processes of their own, so that the memory is its own. `cold` is the first time a query is asked,
`p50` and `p95` the later ones; `page` is the public page from request to HTML, with counts to narrow by. `cpu` is what
the thread worked without what it waited for others: on a busy machine that is what can be compared. `mb` is the index
on the disk, `memory_mb` what asking added to the process.

With `--json` the five numbers that are compared are all that is on the standard output; the whole table and how far it
has come stand on the standard error. 100,000 documents take some three minutes on two cores, and at most ten: a step
that takes longer than that is given up.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from benchmarks.search_table import brief, table

ROUNDS, VISIBLE = 3, 9
PATIENCE_SECONDS = 600
# Whoosh's own writer takes a few hundred documents a second, and no more of them if there are many.
SAMPLE = 2_000
ENGINES = ("ours", "fts5", "tantivy")
_KIND = "note"
Row = dict[str, float]


class Ours:
    """The project's own search."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        from django.conf import settings  # noqa: PLC0415  # only after django.setup

        self.folder = folder
        settings.SEARCH_DIR = folder
        self._added = 0

    def fill(self, documents: Collection[Any]) -> None:
        """Index all documents."""
        from search.backend import writer  # noqa: PLC0415

        writer.rebuild(documents, [_KIND])

    def settle(self) -> None:
        """Wait for the merging that filling has begun beside."""
        from search.backend import merging  # noqa: PLC0415

        merging.finish()

    def add(self, document: Any) -> None:
        """Index one document as the worker does."""
        from search.backend import writer  # noqa: PLC0415

        writer.apply([document], [f"{_KIND}:{document.key}"])

    def ask(self, text: str) -> Sequence[int]:
        """Return the numbers of the best documents."""
        from benchmarks.search_rivals import TOKENS, TOP  # noqa: PLC0415
        from search.backend import reader  # noqa: PLC0415
        from search.query import parse  # noqa: PLC0415

        found = reader.find(parse(text), held_tokens={_KIND: TOKENS}, relaxed=False, limit=TOP)
        return [int(one.key) for one in found]


def _engine(name: str, folder: Path) -> Any:
    from benchmarks.search_rivals import Fts5, Tantivy  # noqa: PLC0415

    place = folder / "index"
    place.mkdir(exist_ok=True)
    return {"ours": Ours, "fts5": Fts5, "tantivy": Tantivy}[name](place)


def _texts(folder: Path) -> Any:
    from benchmarks.search_rivals import Texts  # noqa: PLC0415

    return Texts(folder / "texts.sqlite3")


def _times(
    act: Callable[[str], object], texts: list[str], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    spent = []
    for text in texts:
        start = clock()
        act(text)
        spent.append((clock() - start) * 1000)
    return spent


def _p(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def build(name: str, folder: Path, count: int) -> Row:
    """Build an index and return how fast that went."""
    from benchmarks.search_corpus import documents  # noqa: PLC0415

    every, engine = list(documents(count)), _engine(name, folder)
    _texts(folder).fill(every)
    start = time.perf_counter()
    engine.fill(every)
    row = {"docs_per_s": count / (time.perf_counter() - start)}
    if name == "ours":
        start = time.perf_counter()
        engine.settle()
        row["merge_s"] = time.perf_counter() - start
    return row


def ask(name: str, folder: Path, texts: list[str]) -> Row:
    """Ask an index that was built and return how long it takes, and how long until one more document is found."""
    from search.registry import Document  # noqa: PLC0415

    shelf, before, engine = _texts(folder), _resident(), _engine(name, folder)

    def show(text: str) -> object:
        return shelf.shown(text, engine.ask(text))

    engine.ask(texts[0])
    cold = _times(engine.ask, list(dict.fromkeys(texts))[1:])
    warm = [spent for _ in range(ROUNDS) for spent in _times(engine.ask, texts)]
    worked = [spent for _ in range(ROUNDS) for spent in _times(engine.ask, texts, time.thread_time)]
    shown = [spent for _ in range(ROUNDS) for spent in _times(show, texts)]
    files = [path for path in engine.folder.rglob("*") if path.is_file()]
    memory, size = _resident() - before, sum(path.stat().st_size for path in files)
    visible = []
    for number in range(VISIBLE):
        document = Document(_KIND, str(1_000_000_000 + number), "新来的一件", f"第{number}号", frozenset({"public"}))
        start = time.perf_counter()
        engine.add(document)
        assert len(engine.ask("新来的一件")) == number + 1  # noqa: S101  # or the number would mean nothing
        visible.append((time.perf_counter() - start) * 1000)
    return {
        "p50_ms": _p(warm, 50), "p95_ms": _p(warm, 95), "cpu_p50_ms": _p(worked, 50), "cpu_p95_ms": _p(worked, 95),
        "shown_p50_ms": _p(shown, 50), "shown_p95_ms": _p(shown, 95),
        "cold_p50_ms": _p(cold, 50), "cold_p95_ms": _p(cold, 95),
        "visible_ms": statistics.median(visible), "visible_most_ms": max(visible), "mb": size / 1e6,
        "memory_mb": memory,
    }  # fmt: skip


def page(folder: Path, count: int, texts: list[str]) -> Row:
    """Return how long the public page takes over an index that was built; documents come from memory."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from benchmarks.search_corpus import documents  # noqa: PLC0415
    from search import registry  # noqa: PLC0415
    from search.backend import files  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    _engine("ours", folder)
    every = {document.key: document for document in documents(count)}
    registry._kinds.clear()  # noqa: SLF001  # only the invented documents are here
    registry.register(registry.Kind(
        _KIND, "Note", lambda: list(every), every.get, lambda _user: frozenset({"public", "unit:3"}),
        lambda key, _user: f"/{key}/", build_many=lambda keys: {key: every[key] for key in keys if key in every},
    ))  # fmt: skip
    assert not files.stale([_KIND])  # noqa: S101  # or the database would be measured
    client, address = Client(), reverse("search")
    _times(lambda text: client.get(address, {"q": text}, HTTP_HOST="localhost"), texts[:20])
    spent = _times(lambda text: client.get(address, {"q": text}, HTTP_HOST="localhost"), texts)
    return {"page_p50_ms": _p(spent, 50), "page_p95_ms": _p(spent, 95)}


def stock(count: int) -> float:
    """Return how many documents a second Whoosh's own writer takes."""
    from whoosh.filedb.filestore import FileStorage  # noqa: PLC0415
    from whoosh.index import FileIndex  # noqa: PLC0415

    from benchmarks.search_corpus import documents  # noqa: PLC0415
    from search.backend.schema import SCHEMA, entry  # noqa: PLC0415

    every = list(documents(count))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        writer = FileIndex.create(FileStorage(folder), SCHEMA, "MAIN").writer()
        for document in every:
            writer.add_document(**entry(document))
        writer.commit(merge=False)
        return count / (time.perf_counter() - start)


def _apart(*arguments: str) -> Any:
    """Run one step in a process of its own, in which no variable of the caller's counts, and return what it says."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.search", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QZ_", "DJANGO_"))}
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as data:
        environment["QZ_DATA"] = data
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, timeout=PATIENCE_SECONDS)
    _say(f"{' '.join(arguments[1:4:2])}: {time.perf_counter() - start:.0f} s")
    return json.loads(done.stdout.splitlines()[-1])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def measure(count: int, queries: int) -> dict[str, Row]:
    """Return the rows of one size, by engine."""
    rows: dict[str, Row] = {}
    for name in ENGINES:
        with tempfile.TemporaryDirectory() as folder:
            given = ("--docs", str(count), "--folder", folder, "--queries", str(queries))
            steps = ("build", "ask", "page") if name == "ours" else ("build", "ask")
            told = [_apart("--step", f"{step} {name}", *given) for step in steps]
            rows[name] = {key: value for one in told for key, value in one.items()}
    return rows


def _step(step: str, folder: Path, count: int, texts: list[str]) -> object:
    what, _space, name = step.partition(" ")
    if what == "stock":
        return stock(count)
    if what == "build":
        return build(name, folder, count)
    return page(folder, count, texts) if what == "page" else ask(name, folder, texts)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the search engine.")
    parser.add_argument("--docs", default="2000,20000", help="numbers of documents, such as 2000,20000,100000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="print what is compared as JSON, the table on stderr")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = sorted(set(map(int, options.docs.split(","))))
    if options.step:
        _alone(options, sizes[0])
        return
    measured = {size: measure(size, options.queries) for size in sizes}
    sampled = min(SAMPLE, sizes[-1])
    stock_docs_per_s = float(_apart("--step", "stock", "--docs", str(sampled)))
    for line in table(measured, stock_docs_per_s, sampled):
        print(line, file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(json.dumps(brief(measured)))


def _alone(options: argparse.Namespace, count: int) -> None:
    """Do one step and print what it gave, as the process that `_apart` starts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415  # the settings must be named first

    django.setup()
    from benchmarks.search_corpus import queries  # noqa: PLC0415

    print(json.dumps(_step(options.step, options.folder, count, queries(options.queries))))


if __name__ == "__main__":
    main()
