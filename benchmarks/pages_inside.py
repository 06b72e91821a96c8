"""Fills a fresh database and opens pages in this process: the inner half of `benchmarks.pages`, started by it alone."""

import json
import os
import random
import secrets
import sys
import time
import uuid
from datetime import date, timedelta
from importlib import import_module
from itertools import cycle, islice
from typing import Any

import django

_CATEGORIES = ("B01", "B03", "B04", "B05", "B07", "B08", "B14")
_A_PROBLEM = 40
_SLICE = 5_000
_STATES = ("open", "assigned", "promised", "promised", "implemented", "confirmed", "watched", "settled", "kept")
_WORDS = "每周要把同一张台账分别报给三个科室，格式不同，数字一样，核对一次要两个小时。"


def _units(count: int) -> list[Any]:
    """Make a top unit, one unit below it for every thirty, and the rest below those."""
    from accounts.models import Unit  # noqa: PLC0415  # Django must be set up first

    top = Unit.objects.create(name="市", staff_count=900, receives_reports=True)
    middle = [
        Unit.objects.create(name=f"第{n}县", parent=top, staff_count=300, receives_reports=True, position=n)
        for n in range(1, max(2, count // 30))
    ]
    rest = count - 1 - len(middle)
    low = [Unit(name=f"第{n}镇", parent=middle[n % len(middle)], staff_count=60, position=n) for n in range(rest)]
    return [top, *middle, *Unit.objects.bulk_create(low)]


def _fill(reports: int, units: list[Any]) -> None:
    from feedback.models import Problem, Remedy, Report  # noqa: PLC0415  # Django must be set up first

    chance, today = random.Random(7), date.today()  # noqa: DTZ011, S311  # the same rows each time
    receiving = [unit for unit in units if unit.receives_reports]
    problems = [_problem(chance, n, receiving, today) for n in range(max(3, reports // _A_PROBLEM))]
    Problem.objects.bulk_create(problems, batch_size=_SLICE)
    Remedy.objects.bulk_create(
        Remedy(
            problem=row, kind="RM02", what="三表并一表。", owner_unit=row.owner_unit, promised_on=row.state_on,
            due_on=row.state_on + timedelta(days=20), implemented_on=None if row.state == "promised" else row.state_on,
        )
        for row in problems
        if row.state not in {"open", "assigned", "kept"}
    )  # fmt: skip
    for start in range(0, reports, _SLICE):
        rows = (_report(chance, receiving, units, problems, today) for _ in range(min(_SLICE, reports - start)))
        Report.objects.bulk_create(rows)


def _problem(chance: random.Random, number: int, units: list[Any], today: date) -> Any:
    from feedback.models import Problem  # noqa: PLC0415  # Django must be set up first

    state, opened = _STATES[number % len(_STATES)], today - timedelta(days=chance.randrange(30, 700))
    # A fifth is the top's, whose people open the pages that are measured.
    unit = units[0] if number % 5 == 0 else chance.choice(units)
    return Problem(
        id=uuid.UUID(int=chance.getrandbits(128)), title=f"第{number}项台账重复报送", statement="同一组数据分别索要。",
        category=chance.choice(_CATEGORIES), unit=unit, owner_unit=None if state == "open" else unit, state=state,
        opened_on=opened, state_on=opened, published=state == "kept" or number % 2 == 0,
        kept_reason="法律要求。" if state == "kept" else "",
    )  # fmt: skip


def _report(chance: random.Random, receiving: list[Any], units: list[Any], problems: list[Any], today: date) -> Any:
    from feedback.models import Report  # noqa: PLC0415  # Django must be set up first

    joined = chance.random() < 0.8  # noqa: PLR2004  # the rest waits
    return Report(
        receipt_digest=secrets.token_hex(32), released_on=today - timedelta(days=chance.randrange(700)),
        category=chance.choice(_CATEGORIES), words=_WORDS,
        receiving_unit=receiving[0] if chance.random() < 0.2 else chance.choice(receiving),  # noqa: PLR2004
        own_unit=chance.choice(units), per_month="4-8", hours="2-4", people="2-5",
        state="triaged" if joined else "released", problem=chance.choice(problems) if joined else None,
    )  # fmt: skip


def _people(top: Any) -> dict[str, Any]:
    from accounts.models import Membership, Role, User  # noqa: PLC0415  # Django must be set up first

    found = {}
    for role in (Role.HANDLER, Role.LEADER):
        found[role.value] = User.objects.create_user(role.value, "a-long-password", name=role.value)
        Membership.objects.create(user=found[role.value], unit=top, role=role)
    return found


def _settle() -> None:
    """Do what the night's jobs do."""
    from django.utils import timezone  # noqa: PLC0415  # Django must be set up first

    from feedback.services.rising import raise_late  # noqa: PLC0415
    from feedback.winding import wind_all_clocks  # noqa: PLC0415

    wind_all_clocks()
    raise_late(today=timezone.localdate())


def _open(people: dict[str, Any], rounds: int) -> dict[str, dict[str, float]]:
    from django.db import connection  # noqa: PLC0415  # Django must be set up first
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from benchmarks.pages import PAGES, percentile  # noqa: PLC0415

    found = {}
    for name, role, url, queries in PAGES:
        address = reverse(url)
        client = Client(SERVER_NAME="localhost")
        if role:
            client.force_login(people[role])
        counts = []
        for query in queries:
            client.get(address + query)  # what is kept in the process is there from here on
            with CaptureQueriesContext(connection) as asked:
                if client.get(address + query).status_code != 200:  # noqa: PLR2004
                    raise RuntimeError(f"{name} could not be opened")
            counts.append(len(asked))
        times = []
        for query in islice(cycle(queries), rounds):
            began = time.perf_counter()
            client.get(address + query)
            times.append(time.perf_counter() - began)
        found[name] = {"queries": max(counts), "p95_ms": percentile(times)}
    return found


def main() -> None:
    """Fill, open, print the figures as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django must be set up first

    reports, units, rounds = map(int, sys.argv[1:])
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    made = _units(units)
    _fill(reports, made)
    _settle()
    # As the server does: from here on garbage is looked for where it looks for it.
    import_module("config.wsgi")
    print(json.dumps(_open(_people(made[0]), rounds)))


if __name__ == "__main__":
    main()
