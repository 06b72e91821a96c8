"""A program for the crash test: checks the index, says so, then changes rows and drains until it is killed.

The searchable things are units, since every database has them. Their names carry a count, so that what is in the
database and what is in the index can be compared exactly. Called with the number of drains to do, or none for ever.
"""

import random
import sys

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


def main(drains: int | None) -> None:
    """Check, say `whole` or what differs, then write."""
    django.setup()
    call_command("migrate", verbosity=0)
    _prepare()
    from search import checking, indexing  # noqa: PLC0415
    from search.models import DirtyMark  # noqa: PLC0415

    indexing.drain()
    compared = checking.compare()
    whole = compared.is_exact and not compared.pending and not DirtyMark.objects.exists()
    print("whole" if whole else compared.differences(), compared.agreed, flush=True)  # noqa: T201  # told to the test
    count = 0
    while drains is None or count < drains:
        count += 1
        _change(count)
        if random.random() < 0.05:  # noqa: S311
            indexing.rebuild()
        else:
            indexing.drain()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else None)
