"""What a period says of reports and of how cases ended; owns how several quarters are added up, and counts nothing.

A period of whole quarters adds up what was told of each of them, and a period that cuts a quarter says nothing. So no
edition of either holds anything that the quarters' own do not: whatever is computed from what is told already cannot
give a hidden count away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Unit
from digests.models import Edition
from digests.periods import Period
from feedback.telling import Told, ToldProblem, told

Hours = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Together:
    """What is told of a period; `least` has what the shown quarters come to where some are hidden, "" for the total."""

    told: Told | None = None
    least: Mapping[str, int] = field(default_factory=dict)


def together(top: Unit, period: Period) -> Together:
    """Return what was told of the quarters of `period` under the top unit `top`, added up.

    A sum is given where every quarter of the period was told and shows its part; a problem that was not listed in a
    quarter had no report in it.
    """
    found = [told(top, each.start) for each in period.quarters]
    known = [each for each in found if each]
    if len(found) == 1 or not known:
        return Together(known[0] if known else None)
    whole = len(known) == len(found)
    problems = {
        key: [each.problems[key] for each in known if key in each.problems] for each in known for key in each.problems
    }
    sums = {key: _problem(parts, whole=whole) for key, parts in problems.items()}
    counts = {
        "": [each.total for each in known],
        **{key: [each.reports for each in parts] for key, parts in problems.items()},
    }
    total = _sum([each.total for each in known], whole=whole)
    rest = {
        name: _sum([getattr(each, name) for each in known], whole=whole) for name in ("single", "declined", "waiting")
    }
    shown = sum(number or 0 for number in (*rest.values(), *(each.reports for each in sums.values())))
    exact = {"": total, **{key: each.reports for key, each in sums.items()}}
    least = {key: sum(number or 0 for number in numbers) for key, numbers in counts.items() if exact[key] is None}
    return Together(
        Told(
            total=total,
            hours=None if total is None else _hours([each.hours for each in known]),
            **rest,
            other=None if total is None else (total - shown) or None,
            problems=sums,
        ),
        {key: number for key, number in least.items() if number},
    )


def _problem(parts: Sequence[ToldProblem], *, whole: bool) -> ToldProblem:
    count = _sum([each.reports for each in parts], whole=whole)
    return ToldProblem(count, None if count is None else _hours([each.hours for each in parts]))


def _sum(numbers: Iterable[int | None], *, whole: bool) -> int | None:
    shown = list(numbers)
    return sum(number or 0 for number in shown) if whole and None not in shown else None


def _hours(parts: Iterable[Hours | None]) -> Hours | None:
    known = list(parts)
    ranges = [each for each in known if each]
    return (sum(low for low, _ in ranges), sum(high for _, high in ranges)) if len(ranges) == len(known) else None


def ended(unit: Unit, period: Period) -> dict[str, dict[str, int]]:
    """Return by part of the statistics, then by code, how cases of the period ended, as its quarters' editions told it.

    A code is there only where each quarter's first whole edition of `unit` shows it.
    """
    labels = [str(each) for each in period.quarters]
    rows = Edition.objects.filter(unit=unit, period__in=labels, figures__period__whole=True).order_by("-revision")
    first = {row.period: row.figures["tolerance"] for row in rows}
    return {
        part: _codes([first.get(each, {}).get(part, []) for each in labels])
        for part in ("outcomes", "situations", "against")
    }


def _codes(parts: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    shown = [{row["code"]: row["cases"] for row in rows if row["cases"] is not None} for rows in parts]
    common = set(shown[0]).intersection(*shown[1:]) if shown else set()
    return {code: sum(each[code] for each in shown) for code in sorted(common)}
