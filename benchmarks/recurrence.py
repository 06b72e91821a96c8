"""Measures how well reports of one problem are grouped, and how the time grows; owns the counting alone.

`python -m benchmarks.recurrence [--data FILE.jsonl | --tuning] [--json] [--sizes 2000,20000,100000]`. Each line of a
file has `text` and may have `title`, `category`, `asked_by`, `task`, `data_items`, and `group`: null where it belongs
to none. `--sizes ""` measures quality alone, in a few seconds. Seconds are those of the processor, so that what else
the machine does changes little.

The project's own file also has `part`, described in `data/README.md`: all tuning was done on those whose names end in
`tuning` (`benchmarks.recurrence_fit` finds the weights from them), and what is printed as the result is the newest one
held out. Each look at a part held out makes it a little less so: `--tuning` measures the others alone.

Precision, recall and F1 are those of pairs; B-cubed looks at each report. The baseline groups by category and asker.
"""

import argparse
import json
import math
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from benchmarks.recurrence_corpus import corpus
from feedback.recurrence import Note, Scale, Shelf, group
from feedback.recurrence.vectors import THRESHOLD

Row = Mapping[str, object]
OWN = Path(__file__).parent / "data" / "recurrence.jsonl"
SIZES = "2000,20000,100000"
# All tuning was done on these; the others are for testing alone.
TUNING = (
    "tuning",
    "second_tuning",
    "third_tuning",
    "fourth_tuning",
    "fifth_tuning",
    "sixth_tuning",
    "seventh_tuning",
)
HELD_OUT = ("second_held_out", "held_out", "third_held_out")


def read(path: Path) -> list[Row]:
    """Return the lines of a file of reports; empty lines are passed over.

    Raises:
        SystemExit: a line is no report; the message names the line and says what is wrong.
    """
    lines = enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1)
    return [_row(line, f"{path}, line {number}") for number, line in lines if line.strip()]


def _row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"{place}: not JSON ({error.msg})"
        raise SystemExit(message) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        message = f"{place}: needs an object with `text`, a string"
        raise SystemExit(message)
    if not isinstance(row.get("data_items") or [], list) or isinstance(row.get("group"), (list, dict)):
        message = f"{place}: `data_items` is a list of names, `group` a name or null"
        raise SystemExit(message)
    return row


def scores(wanted: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    """Return precision, recall and F1 of pairs, and the F1 of B-cubed.

    Args:
        wanted: the right group of each report, None where it is single.
        found: the group each was put in, None where in none.
    """
    right, put = (_sets(labels) for labels in (wanted, found))
    both = sum(len(right[at] & put[at]) - 1 for at in range(len(wanted)))
    pairs_put, pairs_right = (sum(len(each) - 1 for each in sets) for sets in (put, right))
    precision, recall = _share(both, pairs_put), _share(both, pairs_right)
    cubes = [len(right[at] & put[at]) for at in range(len(wanted))]
    exact = statistics.fmean(cube / len(put[at]) for at, cube in enumerate(cubes))
    whole = statistics.fmean(cube / len(right[at]) for at, cube in enumerate(cubes))
    f1, bcubed = _harmonic(precision, recall), _harmonic(exact, whole)
    return {"precision": precision, "recall": recall, "f1": f1, "bcubed_f1": bcubed}


def _sets(labels: Sequence[Hashable]) -> list[set[int]]:
    places: dict[Hashable, set[int]] = defaultdict(set)
    for at, label in enumerate(labels):
        places[label].add(at)
    return [places[label] if label is not None else {at} for at, label in enumerate(labels)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def measure(rows: Sequence[Row], *, threshold: float = THRESHOLD) -> dict[str, float]:
    """Return the scores of our grouping of these rows, and the baseline's F1."""
    found: list[Hashable] = [None] * len(rows)
    for number, each in enumerate(group([note_of(row) for row in rows], threshold=threshold)):
        for member in each.members:
            found[member] = number
    wanted = [row.get("group") for row in rows]
    plain = [(row.get("category"), row["asked_by"]) if row.get("asked_by") else None for row in rows]
    return {**scores(wanted, found), "baseline_f1": scores(wanted, plain)["f1"]}


def note_of(row: Row) -> Note:
    """Return what of a row is compared."""
    items = row.get("data_items") or []
    assert isinstance(items, list)  # noqa: S101  # a file of another shape cannot be measured
    plain = {name: str(row.get(name) or "") for name in ("title", "category", "asked_by", "task", "unit")}
    return Note(words=str(row["text"]), data_items=tuple(map(str, items)), **plain)


def seconds(count: int) -> float:
    """Return how many seconds of the processor it takes to group `count` reports."""
    notes = corpus(count, read(OWN))
    start = time.process_time()
    group(notes)
    return time.process_time() - start


def suggestion_ms(count: int, asked: int = 200) -> float:
    """Return the 95th percentile of milliseconds to find what one new report is like among `count` others."""
    notes, shelf = corpus(count + asked, read(OWN)), Shelf()
    scale = Scale.of(notes[:count])
    for number, note in enumerate(notes[:count]):
        shelf.put(number, scale.vector(note))
    spent = []
    for note in notes[count:]:
        start = time.perf_counter()
        shelf.near(scale.vector(note), limit=8, least=0.2)
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.quantiles(spent, n=20)[18]


def exponent(times: Mapping[str, float]) -> float:
    """Return the power of the number of reports with which the time grows: 1 is linear. 0 for a single size."""
    points = [(math.log(int(size)), math.log(spent)) for size, spent in times.items()]
    if len(points) < 2:  # noqa: PLR2004  # a line needs two points
        return 0.0
    return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _parts(path: Path | None, *, tuning: bool) -> dict[str, list[Row]]:
    """Return the rows to measure by the name of their part; the last is the result."""
    if path:
        return {"all": read(path)}
    # Authors of several parts tell of the same problems in groups of their own: parts are never measured together.
    rows = read(OWN)
    return {part: [row for row in rows if row["part"] == part] for part in (TUNING if tuning else (*TUNING, *HELD_OUT))}


def _print(quality: Mapping[str, Mapping[str, float]]) -> None:
    names = ("precision", "recall", "f1", "bcubed_f1", "baseline_f1")
    print(f"{'part':<16}", *(f"{name:>12}" for name in names))
    for part, row in quality.items():
        print(f"{part:<16}", *(f"{row[name]:>12.3f}" for name in names))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", default=SIZES)
    options = parser.parse_args(arguments)
    quality = {part: measure(rows) for part, rows in _parts(options.data, tuning=options.tuning).items()}
    if not options.json:
        _print(quality)
    times: dict[str, float] = {}
    for size in filter(None, options.sizes.split(",")):
        times[size] = seconds(int(size))
        if not options.json:
            print(f"{size:>8} reports {times[size]:>8.1f} s {_megabytes():>7.0f} MB at most so far", flush=True)
    result = {**list(quality.values())[-1], "seconds": times, "exponent": exponent(times)}
    if options.json:
        print(json.dumps(result))
        return
    print(f"grows with the power {result['exponent']:.2f}")
    print(f"suggestions for one report among 20000: {suggestion_ms(20000):.1f} ms (p95)")


if __name__ == "__main__":
    main()
