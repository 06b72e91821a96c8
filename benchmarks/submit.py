"""Measures a submission against the real server on loopback: `python -m benchmarks.submit`.

One reporter writes 960 Chinese characters and goes through all steps over one connection: the time is that of the form,
the check, the receipt and the sending together, without the two seconds that the form must be open before it is sent
(a setting, waited out between receipt and sending). Then 4 and 32 clients send as fast as answers come, with tokens
issued beforehand, and every report that was acknowledged must be in the database: the rate is that of the step that
stores, as is `store_median_ms`. Web processes (two, as delivered), worker and clients share the machine; its load is
printed.
"""

import argparse
import json
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from benchmarks.product import Product, running
from benchmarks.reporting import Reporter, answers, hidden, was_stored
from benchmarks.wire import Wire, posts

RIPE_SECONDS = 2.1
CLIENTS = (4, 32)
# More than any machine here can use up: tokens are cheap, and a client without one would falsify the rate.
TOKENS_A_SECOND = 700
_COUNT = """
from feedback.models import PooledEntry, Report
print(PooledEntry.objects.filter(kind="report").count() + Report.objects.count())
"""


@dataclass
class Tally:
    """What was measured: seconds of whole submissions and of the last step, reports a second, and faults."""

    whole: list[float] = field(default_factory=list)
    store: list[float] = field(default_factory=list)
    per_second: dict[str, float] = field(default_factory=dict)
    acknowledged: int = 0
    errors: int = 0


def _one_by_one(product: Product, unit: str, rounds: int, tally: Tally) -> None:
    reporter = Reporter(product.port)
    ready: list[tuple[dict[str, str], float]] = []
    for _ in range(rounds):
        _, page, first = reporter.ask("/report/")
        _, checked, second = reporter.ask("/report/check/", answers(unit) | {"token": hidden(page)["token"]})
        _, kept, third = reporter.ask("/report/keep/", hidden(checked))
        ready.append((hidden(kept), first + second + third))
    time.sleep(RIPE_SECONDS)
    for form, before in ready:
        status, page, seconds = reporter.ask("/report/send/", form)
        stored = was_stored(status, page)
        tally.acknowledged += stored
        tally.errors += not stored
        tally.store.append(seconds)
        tally.whole.append(before + seconds)
    reporter.close()


def _client(port: int, requests: list[bytes], until: float) -> tuple[int, int]:
    """Send one report after the other until the time is over; return how many were stored and how many were not."""
    wire, stored, failed = Wire(port), 0, 0
    for request in requests:
        if time.monotonic() >= until:
            break
        status, page = wire.exchange(request)
        good = was_stored(status, page.decode())
        stored, failed = stored + good, failed + (not good)
    wire.close()
    return stored, failed


def _together(product: Product, unit: str, clients: int, seconds: float, tally: Tally) -> None:
    tokens = product.tokens(int(TOKENS_A_SECOND * seconds))
    # Made before the time runs: the clients share the processors with what is measured.
    requests = posts(product.port, "/report/send/", answers(unit), "token", tokens)
    time.sleep(RIPE_SECONDS)
    start = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        share = [requests[number::clients] for number in range(clients)]
        done = list(pool.map(lambda own: _client(product.port, own, start + seconds), share))
    spent = time.monotonic() - start
    stored = sum(good for good, _ in done)
    tally.acknowledged += stored
    tally.errors += sum(bad for _, bad in done)
    tally.per_second[str(clients)] = round(stored / spent, 1)


def measure(*, rounds: int, seconds: float, **variables: str) -> dict[str, Any]:
    """Return the figures.

    Args:
        rounds: how many submissions one after the other.
        seconds: how long each number of clients sends.
        variables: environment variables of the product.
    """
    tally = Tally()
    with running(**variables) as product:
        unit = product.receiving_unit()
        _one_by_one(product, unit, 3, Tally())  # the first requests load templates and catalogues
        before = int(product.python(_COUNT))
        _one_by_one(product, unit, rounds, tally)
        for clients in CLIENTS:
            _together(product, unit, clients, seconds, tally)
        held = int(product.python(_COUNT)) - before
    return {
        "median_s": round(statistics.median(tally.whole), 4),
        "p95_s": round(statistics.quantiles(tally.whole, n=20)[18], 4),
        "store_median_ms": round(statistics.median(tally.store) * 1000, 2),
        "per_second": tally.per_second,
        "lost": tally.acknowledged - held,
        "errors": tally.errors,
    }


def _print(figures: dict[str, Any], load: str) -> None:
    rows = [
        ("whole submission, median", f"{figures['median_s'] * 1000:.1f} ms"),
        ("whole submission, 95th percentile", f"{figures['p95_s'] * 1000:.1f} ms"),
        ("step that stores, median", f"{figures['store_median_ms']:.1f} ms"),
        *((f"reports a second, {clients} clients", f"{rate:.0f}") for clients, rate in figures["per_second"].items()),
        ("acknowledged and lost", str(figures["lost"])),
        ("errors", str(figures["errors"])),
        ("load of the machine before, after", load),
    ]
    for name, value in rows:
        print(f"{name:<36} {value:>12}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure an anonymous submission.")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    figures = measure(rounds=options.rounds, seconds=options.seconds)
    load = f"{before:.1f}, {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    if options.json:
        print(json.dumps(figures))
    else:
        _print(figures, load)


if __name__ == "__main__":
    main()
