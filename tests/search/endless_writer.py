"""A program for the crash test: checks the index, says so, then changes rows and drains until it is killed.

The searchable things are units, since every database has them. Their names carry a count, so that what is in the
database and what is in the index can be compared exactly. Called with the number of drains to do, or
with `kill` and the number of writers to kill one after the other.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import transaction

UNITS = 30


def _prepare() -> None:
    from accounts.models import Unit  # noqa: PLC0415  # only after django.setup
    from search import registry  # noqa: PLC0415

    def build(key: str) -> registry.Document | None:
        unit = Unit.objects.filter(pk=key).first()
        return unit and registry.Document("unit", key, unit.name, "每月都要报的报表" * 20, frozenset({"public"}))

    registry._kinds.clear()  # noqa: SLF001
    registry.register(registry.Kind(
        "unit", "Unit", lambda: [str(key) for key in Unit.objects.values_list("pk", flat=True)], build,
        lambda _user: frozenset({"public"}), lambda key, _user: f"/unit/{key}/",
    ))  # fmt: skip


def _change(count: int) -> None:
    from accounts.models import Unit  # noqa: PLC0415
    from search import services  # noqa: PLC0415

    for _ in range(random.randint(1, 5)):  # noqa: S311  # chance, not secrecy
        with transaction.atomic():
            number = random.randrange(UNITS)  # noqa: S311
            unit = Unit.objects.filter(position=number).first()
            if unit and random.random() < 0.2:  # noqa: S311
                key = str(unit.pk)
                unit.delete()
            else:
                unit = unit or Unit(position=number)
                unit.name = f"单位{number} 第{count}次 {random.random()}"  # noqa: S311
                unit.save()
                key = str(unit.pk)
            services.mark("unit", key)


def _set_up() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    _prepare()
    # Loaded before the first child is, or each would be killed while it loads them.
    from search import checking, indexing, services  # noqa: F401, PLC0415
    from search.backend import merging  # noqa: PLC0415

    # So that the few documents here are merged beside the index as well.
    merging.AT_ONCE = 3


def _write(drains: int | None, say: Callable[[str], object]) -> None:
    """Check, say `whole` or what differs, then write."""
    from search import checking, indexing  # noqa: PLC0415
    from search.models import DirtyMark  # noqa: PLC0415

    indexing.drain()
    compared = checking.compare()
    whole = compared.is_exact and not compared.pending and not DirtyMark.objects.exists()
    say(f"{'whole' if whole else compared.differences()} {compared.agreed}\n")
    count = 0
    while drains is None or count < drains:
        count += 1
        _change(count)
        if random.random() < 0.05:  # noqa: S311
            indexing.rebuild()
        else:
            indexing.drain()


def _killed() -> str:
    """Start a writer, kill it some time after it said what it found, and return what that was."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _write(None, lambda line: os.write(writing, line.encode()))
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123  # a pipe has no path
        said = pipe.readline()
        time.sleep(random.uniform(0, 0.25))  # noqa: S311
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return said.strip()


def kill_often(kills: int) -> None:
    """Kill so many writers, each on what the one before left, and say what the first wrong one found, or the last."""
    from django.db import connections  # noqa: PLC0415

    _set_up()
    said = ""
    for _ in range(kills):
        # No connection may be shared with a child.
        connections.close_all()
        said = _killed()
        if not said.startswith("whole "):
            break
    sys.stdout.write(said + "\n")


def main(drains: int | None) -> None:
    """Check, say `whole` or what differs, then write."""
    _set_up()
    _write(drains, lambda line: print(line, end="", flush=True))  # noqa: T201  # told to the test


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[0] == "kill":
        kill_often(int(given[1]))
    else:
        main(int(given[0]))
