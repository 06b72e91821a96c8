"""Bounds hidden counts from what was published; owns the attacker's equations, and sees nothing but editions.

The attacker holds every edition of every unit, quarter and revision, the pages of the board, and knows: no count is
negative; a problem that is listed has a report in the quarter; a unit's reports are among those of the unit above. An
informed attacker also knows of each report of a problem in which unit it was received.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from digests.periods import Month, quarter_of
from digests.written import parse_period

Cell = tuple[str, ...]
TOTAL, SINGLE, DECLINED, WAITING = "total", "single", "declined", "waiting"
REST = (SINGLE, DECLINED, WAITING)


@dataclass
class Knowledge:
    """Equations and inequalities over cells; a cell is the quarter and its name."""

    least: dict[Cell, float] = field(default_factory=dict)
    equal: list[tuple[dict[Cell, float], float]] = field(default_factory=list)
    at_most: list[tuple[dict[Cell, float], float]] = field(default_factory=list)

    def fix(self, cell: Cell, value: int | None) -> None:
        """Note a shown value."""
        self.least.setdefault(cell, 0)
        if value is not None:
            self.equal.append(({cell: 1}, value))

    def sum_of(self, cells: list[Cell], whole: Cell) -> None:
        """Note that `cells` add up to `whole`."""
        for cell in (*cells, whole):
            self.least.setdefault(cell, 0)
        self.equal.append(({**dict.fromkeys(cells, 1.0), whole: -1}, 0))

    def below(self, cells: list[Cell], whole: Cell) -> None:
        """Note that `cells` together are at most `whole`."""
        for cell in (*cells, whole):
            self.least.setdefault(cell, 0)
        self.at_most.append(({**dict.fromkeys(cells, 1.0), whole: -1}, 0))

    def range_of(self, cell: Cell) -> tuple[float, float]:
        """Return the smallest and the largest value that the cell can have; the solver's own error is refused."""
        order = {each: place for place, each in enumerate(self.least)}
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(order))
            goal[order[cell]] = sign
            found = linprog(
                goal,
                **_matrix("eq", self.equal, order), **_matrix("ub", self.at_most, order),
                bounds=[(low, None) for low in self.least.values()], method="highs",
            )  # fmt: skip
            assert found.status in (0, 3), found.message  # solved, or without bound
            ends.append(found.fun * sign if found.status == 0 else float("inf"))
        return ends[0], ends[1]


def _matrix(kind: str, rows: list[tuple[dict[Cell, float], float]], order: Mapping[Cell, int]) -> dict[str, Any]:
    if not rows:
        return {}
    places = [(row, order[cell], factor) for row, (terms, _) in zip(count(), rows) for cell, factor in terms.items()]
    lines, columns, factors = zip(*places, strict=True)
    matrix = csr_array((factors, (lines, columns)), shape=(len(rows), len(order)))
    return {f"A_{kind}": matrix, f"b_{kind}": [value for _, value in rows]}


def read_edition(known: Knowledge, data: Mapping[str, Any], *, above: str | None = None) -> None:
    """Add what one edition says.

    Args:
        known: what is known already.
        data: the figures of the edition, as its page, PDF and CSV repeat them.
        above: the name of the unit above, None at the top.
    """
    unit, this = data["unit"]["name"], data["period"]["label"]
    last = _before(this)
    reports, rows = data["reports"], data["recurring"]["rows"]
    known.fix((this, unit, TOTAL), reports["total"])
    known.fix((last, unit, TOTAL), reports["before"])
    for row in rows:
        known.fix((this, unit, row["id"]), row["reports"])
        known.fix((last, unit, row["id"]), row["before"])
        known.least[this, unit, row["id"]] = max(known.least[this, unit, row["id"]], 1)
    for rest in REST:
        known.fix((this, unit, rest), reports[rest])
    _read_repeated(known, data)
    cells: list[Cell] = [(this, unit, name) for name in (*(row["id"] for row in rows), *REST)]
    if data["recurring"]["more"]:
        cells.append((this, unit, "more"))
        known.least[this, unit, "more"] = data["recurring"]["more"]
    if above:
        known.below(cells, (this, unit, TOTAL))
        for row in rows:
            known.below([(this, unit, row["id"])], (this, above, row["id"]))
    elif data["period"]["whole"]:
        known.sum_of(cells, (this, unit, TOTAL))
    if reports["other"] is not None:
        shown = {(this, unit, row["id"]) for row in rows if row["reports"] is not None}
        shown |= {(this, unit, rest) for rest in REST if reports[rest] is not None}
        known.equal.append(({cell: 1.0 for cell in cells if cell not in shown}, reports["other"]))
    if above:
        known.below([(this, unit, TOTAL)], (this, above, TOTAL))


def _read_repeated(known: Knowledge, data: Mapping[str, Any]) -> None:
    """Add what the chapters on duplicate requests and on trends say again, of this quarter and of earlier ones."""
    unit, this = data["unit"]["name"], data["period"]["label"]
    for row in data["duplicates"]:
        known.fix((this, unit, row["id"]), row["reports"])
    for row in data["trends"]:
        known.fix((row["label"], unit, TOTAL), row["reports"])


def read_period(known: Knowledge, data: Mapping[str, Any]) -> None:
    """Add what an edition of another period than a quarter says, as sums over its quarters or, if it cuts one, months.

    Args:
        known: what is known already.
        data: the figures of the edition.
    """
    unit, parts = data["unit"]["name"], parts_of(data["period"]["label"])
    reports = data["reports"]
    _sum_over(known, parts, unit, TOTAL, reports)
    for row in data["recurring"]["rows"]:
        _sum_over(known, parts, unit, row["id"], {**row, "total": row["reports"]})
        known.at_most.append(({(part, unit, row["id"]): -1.0 for part in parts}, -1))
    for rest in REST:
        _sum_over(known, parts, unit, rest, {"total": reports[rest]})
    _read_repeated(known, {**data, "duplicates": []})


def _sum_over(known: Knowledge, parts: list[str], unit: str, name: str, shown: Mapping[str, int | None]) -> None:
    cells = [(part, unit, name) for part in parts]
    for cell in cells:
        known.fix(cell, None)
    if shown["total"] is not None:
        known.equal.append((dict.fromkeys(cells, 1.0), shown["total"]))
    if shown.get("least"):
        known.at_most.append((dict.fromkeys(cells, -1.0), -float(shown["least"] or 0)))


def parts_of(label: str) -> list[str]:
    """Return the quarters that a period consists of, or its months where it cuts one."""
    period = parse_period(label)
    months = [str(Month(place // 12, place % 12 + 1)) for place in range(period.place, period.place + period.months)]
    return [str(each) for each in period.quarters] or months


def months_add_up(known: Knowledge) -> None:
    """Add that the months of a quarter come to it, for each cell of which a month was spoken of."""
    for month, unit, name in [cell for cell in known.least if "-" in cell[0]]:
        quarter = quarter_of(date(int(month[:4]), int(month[5:]), 1))
        cells: list[Cell] = [(str(Month(quarter.year, quarter.number * 3 - back)), unit, name) for back in (2, 1, 0)]
        known.sum_of(cells, (str(quarter), unit, name))


def read_cases(known: Knowledge, data: Mapping[str, Any], codes: Mapping[str, list[str]]) -> None:
    """Add what one edition says of cases: how they ended, on what they relied, and how they were handled.

    Args:
        known: what is known already.
        data: the figures of the edition.
        codes: the criteria that everybody can read up, by part of the statistics.
    """
    unit, told, parts = data["unit"]["name"], data["tolerance"], parts_of(data["period"]["label"])

    def say(name: str, count: int | None) -> None:
        _sum_over(known, parts, unit, name, {"total": count})

    for step, (now, _then) in told["steps"].items():
        say(step, now)
    for row in told["outcomes"]:
        say(row["code"], row["cases"])
    for part, rows in codes.items():
        shown = {row["code"]: row["cases"] for row in told[part]}
        for code in rows:
            say(code, shown.get(code))
    handled = told["handled"]
    say("asked", handled["asked"])
    for name, count_ in (*handled["reviews"].items(), *handled["corrections"].items()):
        say(name, count_)
    for place in parts:
        ends: list[Cell] = [(place, unit, row["code"]) for row in told["outcomes"]]
        known.sum_of(ends, (place, unit, "decided"))
        known.below([(place, unit, name) for name in handled["reviews"]], (place, unit, "asked"))
        for part, whole in (("situations", "decided"), ("against", "not_tolerated")):
            cells: list[Cell] = [(place, unit, code) for code in codes[part]]
            for cell in cells:
                known.below([cell], (place, unit, whole))
            # Each of them relied on something.
            known.at_most.append(({**dict.fromkeys(cells, -1.0), (place, unit, whole): 1.0}, 0))


def _before(label: str) -> str:
    year, number = int(label[:4]), int(label[-1])
    return f"{year}Q{number - 1}" if number > 1 else f"{year - 1}Q4"


def siblings(known: Knowledge, quarters: list[str], above: str, units: list[str]) -> None:
    """Add that the units together have at most the reports of the unit above them."""
    for this in quarters:
        known.below([(this, unit, TOTAL) for unit in units], (this, above, TOTAL))


def informed(known: Knowledge, quarters: list[str], homes: Mapping[str, str], above: str) -> None:
    """Add that all reports of a problem were received in one unit: `homes` gives each problem's."""
    by_unit: dict[str, list[str]] = defaultdict(list)
    for problem, unit in homes.items():
        by_unit[unit].append(problem)
    for this in quarters:
        for unit, problems in by_unit.items():
            known.below([(this, above, problem) for problem in problems], (this, unit, TOTAL))
