"""Makes of a table what it would change in the register; owns what is said of each line, and writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Unit
from feedback.models import Task
from feedback.register.columns import BANDS, COLUMNS, band_word, by_heading, by_word, codes, settled
from feedback.register.names import department_key, name_key
from feedback.register.sheets import Table
from feedback.services.tasks import TaskFacts

_FACTS = tuple(each.name for each in fields(TaskFacts))
# The room in each column, as the database has it.
_LIMITS = {name: int(getattr(Task._meta.get_field(name), "max_length", 0)) for name in _FACTS}  # noqa: SLF001  # documented
Identity = tuple[int, str, str]


class Effect(Enum):
    """What a line would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, by its number in it: what it would do, or what is wrong with it.

    `changes` are the headings of what it would write anew in a task that is known.
    """

    number: int
    facts: TaskFacts
    unit: Unit | None
    effect: Effect | None = None
    task: Task | None = None
    errors: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change; `unread` are headings that mean nothing here."""

    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def wrong(self) -> tuple[Line, ...]:
        """The lines that something is wrong with; while there is one, nothing is taken over."""
        return tuple(line for line in self.lines if line.errors)


def plan(table: Table, units: Sequence[Unit]) -> Plan:
    """Return what a table would change.

    Args:
        table: the rows of a file, the headings first.
        units: those whose register the reader may write, which lines may name.

    Raises:
        ValidationError: a heading that is needed is missing or stands twice, or there is no line below the headings.
    """
    places, unread = _headings(table[0])
    by_name = {settled(unit.name): unit for unit in units}
    known = {_identity(task.unit_id, task.name, task.asked_by): task for task in _live(units)}
    lines: list[Line] = []
    seen: dict[Identity, int] = {}
    for number, row in enumerate(table[1:], start=2):
        if any(row):
            cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
            lines.append(_line(number, cells, by_name, known, seen))
    if not lines:
        raise ValidationError(_("There is no line below the headings."))
    counts = {effect.value: sum(line.effect is effect for line in lines) for effect in Effect}
    return Plan(tuple(lines), unread, counts)


def _live(units: Sequence[Unit]) -> Iterator[Task]:
    yield from Task.objects.live().filter(unit__in=[unit.pk for unit in units])


def _identity(unit: int, name: str, asked_by: str) -> Identity:
    return (unit, name_key(name)[:120], department_key(asked_by)[:80])


def _headings(row: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    places: dict[str, int] = {}
    unread = []
    for place, heading in enumerate(row):
        name = by_heading().get(settled(heading))
        if name is None and heading:
            unread.append(heading)
        if name:
            if name in places:
                raise ValidationError(_("The column “%(name)s” stands there twice.") % {"name": heading})
            places[name] = place
    missing = [column.heading for column in COLUMNS if column.required and column.field not in places]
    if missing:
        raise ValidationError(
            _("The first line must hold the headings. Missing: %(names)s.") % {"names": "、".join(missing)}
        )
    return places, tuple(unread)


def _line(
    number: int, cells: dict[str, str], units: dict[str, Unit], known: dict[Identity, Task], seen: dict[Identity, int]
) -> Line:
    unit, errors = _unit(cells.get("unit", ""), units)
    read = {name: _read(name, cells.get(name, "")) for name in _FACTS}
    errors += [f"{_heading(name)}: {error}" for name, (_value, error) in read.items() if error]
    facts = TaskFacts(**{name: value for name, (value, _error) in read.items()})
    if errors or unit is None:
        return Line(number, facts, unit, errors=tuple(errors))
    identity = _identity(unit.pk, facts.name, facts.asked_by)
    first = seen.setdefault(identity, number)
    if first != number:
        return Line(number, facts, unit, errors=(_("The same task as in line %(line)d.") % {"line": first},))
    task = known.get(identity)
    if task is None:
        return Line(number, facts, unit, Effect.NEW)
    changes = tuple(_heading(name) for name in _FACTS if getattr(task, name) != getattr(facts, name))
    return Line(number, facts, unit, Effect.CHANGED if changes else Effect.SAME, task, changes=changes)


def _unit(name: str, units: dict[str, Unit]) -> tuple[Unit | None, list[str]]:
    if not name and len(units) == 1:
        return next(iter(units.values())), []
    found = units.get(settled(name))
    if found:
        return found, []
    offered = "、".join(unit.name for unit in list(units.values())[:8])
    words = _("Please name one of these units: %(units)s.") % {"units": offered}
    return None, [f"{_heading('unit')}: {words}"]


def _read(name: str, cell: str) -> tuple[str, str]:
    """Return the value of a cell and what is wrong with it, one of them empty."""
    if name in BANDS:
        code = by_word(name).get(settled(cell), "") if cell else ""
        offered = "、".join(band_word(name, each) for each in codes(name))
        wrong = _("“%(cell)s” is none of: %(offered)s.") % {"cell": cell[:40], "offered": offered}
        return code, wrong if cell and not code else ""
    most = _LIMITS[name]
    if len(cell) > most:
        return "", _("Longer than %(most)d characters.") % {"most": most}
    if not cell and any(column.field == name and column.required for column in COLUMNS):
        return "", _("This must be filled in.")
    return cell, ""


def _heading(name: str) -> str:
    return next(column.heading for column in COLUMNS if column.field == name)
