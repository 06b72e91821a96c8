"""Measures the digest: `python -m benchmarks.digest [--reports 1000,10000] [--pages 12,50] [--json]`.

Figures: everything that building an edition computes and writes, over so many reports of its quarter, each size in a
process and a database of its own; `exponent` is the slope between the two largest sizes. PDF: the same pages by us,
Chromium and Typst in turns, the best of two. The warm edition is a real one, from rows to PDF, in a process that made
one before, the median of three; `whole` is the same with its PDFs in both languages and layouts. `cpu` is what the
process worked itself: on a busy machine that is what can be compared. A peer that is not installed is null, and the
printed table says so.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from math import log
from typing import Any

FIGURES, PAGES = "1000,10000,100000,1000000", "12,50,200"
# Recurring problems, of which one in seven is late: twelve pages.
WARM_REPORTS, WARM_PROBLEMS, BEST_OF = 2_000, 77, 2
TURNS = 3
PROBLEMS_PER_REPORT, MOST_PROBLEMS = 20, 2_000


def figures(reports: int) -> dict[str, Any]:
    """Return the seconds of building an edition over so many reports, without its PDF."""
    from benchmarks.digest_rows import BUILT, fill  # noqa: PLC0415  # only after django.setup
    from digests.periods import Quarter  # noqa: PLC0415
    from digests.services import build_edition  # noqa: PLC0415

    unit = fill(reports, min(MOST_PROBLEMS, max(4, reports // PROBLEMS_PER_REPORT)))
    start, worked = time.perf_counter(), time.process_time()
    build_edition(actor=None, unit=unit, period=Quarter(2026, 3), on=BUILT)
    return {"s": time.perf_counter() - start, "cpu": time.process_time() - worked, "peak_mb": _peak()}


def printed(pages: int) -> dict[str, Any]:
    """Return the seconds that each printer takes for so many pages, the best of some turns."""
    from benchmarks.digest_pages import by_chromium, by_ours, by_typst  # noqa: PLC0415

    by_ours(1)  # a worker has its libraries and fonts loaded
    turns = [(*by_ours(pages), by_chromium(pages), by_typst(pages)) for _ in range(BEST_OF)]
    ours, made, chromium, typst = zip(*turns, strict=True)
    if set(made) != {pages}:
        raise ValueError("we made another number of pages")
    return {"ours": min(ours), "chromium": _best(chromium), "typst": _best(typst), "peak_mb": _peak()}


def _best(turns: Iterable[float | None]) -> float | None:
    return min((spent for spent in turns if spent is not None), default=None)


def warm() -> dict[str, Any]:
    """Return the seconds of a real edition in a warm worker, to one PDF and to all of them, and its pages."""
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415  # only the checks have it

    from benchmarks.digest_rows import BUILT, fill  # noqa: PLC0415
    from digests.periods import Quarter  # noqa: PLC0415
    from digests.services import build_edition, render_edition  # noqa: PLC0415

    unit = fill(WARM_REPORTS, WARM_PROBLEMS)
    spent, cpu, pages = 0.0, 0.0, 0
    for quarter in (Quarter(2026, 2), Quarter(2026, 3)):
        start, worked = time.perf_counter(), time.process_time()
        edition = build_edition(actor=None, unit=unit, period=quarter, on=BUILT)
        rendering = render_edition(edition=edition, language="zh-hans")
        spent, cpu = time.perf_counter() - start, time.process_time() - worked
        if rendering.fault:
            raise ValueError(rendering.fault)
        pages = len(PdfReader(BytesIO(bytes(rendering.pdf or b""))).pages)
    start = time.perf_counter()
    for row in edition.renderings.exclude(pk=rendering.pk):
        render_edition(edition=edition, language=row.language, layout=row.layout)
    whole = spent + time.perf_counter() - start
    return {"s": spent, "cpu": cpu, "whole": whole, "pages": pages, "peak_mb": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(step: str, size: int = 0) -> dict[str, Any]:
    """Run one step in a process and over a folder of its own, and return what it says."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.digest", "--step", step, "--size", str(size)]
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(command, env={**os.environ, "QZ_DATA": data}, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(reports: list[int], pages: list[int], turns: int = TURNS) -> dict[str, Any]:
    """Return all figures.

    Args:
        reports: how many reports the editions are over, ascending.
        pages: how many pages are printed.
        turns: how many warm editions are made, each in a process of its own; the median of their seconds is returned.
    """
    counted = {size: _apart("figures", size) for size in reports}
    pdf = {size: _apart("printed", size) for size in pages}
    editions = sorted((_apart("warm") for _ in range(turns)), key=lambda each: float(each["s"]))
    peak = max(each.pop("peak_mb") for each in (*counted.values(), *pdf.values(), *editions))
    edition = editions[len(editions) // 2]
    two = reports[-2:]
    slope = log(counted[two[-1]]["s"] / counted[two[0]]["s"]) / log(two[-1] / two[0]) if len(two) > 1 else None
    return {
        "figures_s": {str(size): round(row["s"], 3) for size, row in counted.items()},
        "exponent": _short(slope),
        "pdf_s": {str(size): {name: _short(spent) for name, spent in row.items()} for size, row in pdf.items()},
        "figures_cpu_s": {str(size): round(row["cpu"], 3) for size, row in counted.items()},
        "warm_edition_s": round(edition["s"], 3),
        "warm_edition_cpu_s": round(edition["cpu"], 3),
        "warm_edition_pages": edition["pages"],
        "whole_edition_s": round(edition["whole"], 3),
        "peak_mb": round(peak),
    }


def _short(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _said(seconds: float | None) -> str:
    return "is not installed" if seconds is None else f"{seconds:.2f} s"


def _tell(found: dict[str, Any]) -> None:
    for size, spent in found["figures_s"].items():
        print(f"figures over {size:>9} reports {spent:8.2f} s, of which cpu {found['figures_cpu_s'][size]:.2f} s")
    for pages, row in found["pdf_s"].items():
        print(f"PDF of {pages:>4} pages:", ", ".join(f"{name} {_said(spent)}" for name, spent in row.items()))
    print(f"exponent {found['exponent']}, peak {found['peak_mb']} MB")
    spent, cpu = found["warm_edition_s"], found["warm_edition_cpu_s"]
    print(f"warm edition of {found['warm_edition_pages']} pages {spent:.2f} s, of which cpu {cpu:.2f} s")
    whole = found["whole_edition_s"]
    print(f"with its PDFs in both languages and layouts {whole:.2f} s; 300 such take {whole * 300 / 60:.0f} minutes")


def _step(step: str, size: int) -> dict[str, Any]:
    import django  # noqa: PLC0415  # the settings must be named first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if step == "figures":
        return figures(size)
    return printed(size) if step == "printed" else warm()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the digest.")
    parser.add_argument("--reports", default=FIGURES)
    parser.add_argument("--pages", default=PAGES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if options.step:
        print(json.dumps(_step(options.step, options.size)))
        return
    reports, pages = (sorted(map(int, filter(None, text.split(",")))) for text in (options.reports, options.pages))
    found = measure(reports, pages)
    if options.json:
        print(json.dumps(found))
    else:
        _tell(found)


if __name__ == "__main__":
    main()
