"""Two editions side by side, from their frozen figures alone; owns what is compared, and counts nothing.

What an edition hides stays hidden here, and a change is given only where both sides are shown and cover as many months.
Two units are never compared by reports: how many speak up says how safe they feel, not how heavy the load is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from digests.disclosure import change
from digests.models import Edition
from digests.presenting import at_least, few
from digests.summary import signed
from jobs.charts import SCREEN, Bar, bars

Counts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of both editions: its name, the numbers (None: hidden), how they are written, and the change."""

    name: str
    numbers: tuple[int | None, int | None]
    written: tuple[str, str]
    change: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions and their lines; `alike` where a change between them means something."""

    first: Edition
    second: Edition
    alike: bool
    reports: list[Line]
    problems: list[Line]
    work: list[Line]
    cases: list[Line]

    @property
    def of_units(self) -> bool:
        """Whether two units stand beside each other, and not two periods of one."""
        return self.first.unit_id != self.second.unit_id

    @property
    def names(self) -> tuple[str, str]:
        """What the two columns are called."""
        if self.of_units:
            return self.first.unit.name, self.second.unit.name
        return self.first.period_name, self.second.period_name


def compare(one: Edition, other: Edition) -> Comparison:
    """Return two editions side by side: of one unit the earlier first, of two units `one` first."""
    of_units = one.unit_id != other.unit_id
    first, second = (one, other) if of_units else sorted((one, other), key=lambda each: (each.start, each.end))
    alike = first.about.months == second.about.months and all(
        each.figures["period"]["whole"] for each in (first, second)
    )
    here, there = first.figures, second.figures

    def line(name: str, pair: tuple[Counts, Counts], key: str, problem: str = "") -> Line:
        numbers = (_number(pair[0].get(key)), _number(pair[1].get(key)))
        written = (_written(numbers[0], pair[0]), _written(numbers[1], pair[1]))
        return Line(name, numbers, written, signed(change(numbers[1], numbers[0])) if alike else "—", problem)

    work, steps = (here["work"], there["work"]), (here["tolerance"]["steps"], there["tolerance"]["steps"])
    return Comparison(
        first, second, alike,
        reports=[] if of_units else [line(_("All reports"), (here["reports"], there["reports"]), "total")],
        problems=[] if of_units else [line(*row) for row in _problems(here, there)],
        work=[line(name, work, key) for key, name in _work_names().items()],
        cases=[line(name, steps, key) for key, name in _step_names().items()],
    )  # fmt: skip


def _number(value: Any) -> int | None:
    """Return a number, of a pair of this period and the one before the former."""
    found: int | None = value[0] if isinstance(value, list) else value
    return found


def _written(number: int | None, counts: Counts) -> str:
    if number is not None:
        return str(number)
    if not counts:
        return "—"
    return at_least(counts["least"]) if counts.get("least") else few()


def _problems(here: Counts, there: Counts) -> Iterable[tuple[str, tuple[Counts, Counts], str, str]]:
    """Yield the problems that either edition lists; one that the other does not list is not shown there."""
    rows = [{row["id"]: row for row in data["recurring"]["rows"]} for data in (here, there)]
    for key, row in {**rows[0], **rows[1]}.items():
        yield row["title"], (rows[0].get(key, {}), rows[1].get(key, {})), "reports", key


def _work_names() -> dict[str, str]:
    return {
        "opened": _("problems opened"), "promised": _("remedies promised"), "implemented": _("remedies carried out"),
        "overdue": _("remedies overdue"), "confirmed": _("problems confirmed as solved by reporters"),
        "returned": _("problems opened again or come back"),
    }  # fmt: skip


def _step_names() -> dict[str, str]:
    return {"filed": _("Filed"), "accepted": _("Accepted"), "decided": _("Decided")}


def chart(found: Comparison, lines: list[Line]) -> SafeString | None:
    """Return the chart of `lines`, the second column as bars, the first as upright lines; None where all is empty."""
    if not any(any(line.numbers) for line in lines if None not in line.numbers):
        return None
    first, second = found.names
    told = [
        _("%(name)s: %(before)s, then %(after)s")
        % {"name": line.name, "before": line.written[0], "after": line.written[1]}
        for line in lines
        if None not in line.numbers
    ]
    words = _("%(second)s as bars, %(first)s as upright lines. %(lines)s")
    title = words % {"first": first, "second": second, "lines": "; ".join(told)}
    rows = [Bar(line.name, line.numbers[1], line.numbers[0], line.written[1]) for line in lines]
    return bars(rows, title=title, hidden=few(), ink=SCREEN)
