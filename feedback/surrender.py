"""What a seized database would give away, table by table and column by column, with an invented report as the example.

It is drawn from the models themselves, so that no column can be forgotten, and owns the plain words beside each. It
reads no row and writes none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.functional import Promise

from feedback import anonymity, receipts, sealing
from feedback.intake import Content
from feedback.models import PooledEntry, Report
from feedback.surrender_words import BESIDE, MEANINGS, OTHERWISE, UNEXPLAINED, WHEN

_SHOWN_BYTES = 12
_UNIT = 3
_INVENTED = Content(
    category="B04", words="每周都要向三个科室报同一份走访台账。", receiving_unit=_UNIT, asked_by_unit=7,
    asked_by="综合科", task="走访台账", data_items="姓名、次数", per_month="4-8", hours="0.5-2", people="2-5",
    own_unit=_UNIT, wish="RM02",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what stands in it of the invented report, and what that tells."""

    name: str
    example: str
    meaning: Promise


@dataclass(frozen=True, slots=True)
class Table:
    """One table that a submission or its release touches: its name, when that is, and its columns."""

    name: str
    when: Promise
    columns: tuple[Column, ...]


def touched_models() -> list[type[Model]]:
    """Return the models of which a submission or its release makes or changes rows.

    They are the pool and the report, whatever hangs on them by a key, and a few that stand alone.
    """
    found: list[type[Model]] = [PooledEntry, Report]
    room = list(apps.get_app_config("feedback").get_models())
    for model in found:
        found += [each for each in room if each not in found and model in _targets(each)]
    return found + [model for label in BESIDE if (model := apps.get_model(label)) not in found]


def columns_of(model: type[Model]) -> list["Field[Any, Any]"]:
    """Return the fields of a model that have a column in its table."""
    return list(model._meta.concrete_fields)  # noqa: SLF001  # Django's documented way to a model's columns


def _targets(model: type[Model]) -> set[Any]:
    return {field.related_model for field in columns_of(model) if field.related_model}


def tables() -> list[Table]:
    """Return all tables that a submission or its release touches, the pool first."""
    return [
        Table(str(model._meta.db_table), WHEN.get(str(model.__name__), OTHERWISE), tuple(_columns(model)))  # noqa: SLF001
        for model in touched_models()
    ]


def _columns(model: type[Model]) -> Iterator[Column]:
    for field in columns_of(model):
        yield Column(str(field.column), _example(model, field), meaning_of(model, str(field.column)) or UNEXPLAINED)


def meaning_of(model: type[Model], column: str) -> Promise | None:
    """Return what a column tells, in plain words, or None where nobody has written it down."""
    return MEANINGS.get(f"{model.__name__}.{column}") or MEANINGS.get(column)


def _example(model: type[Model], field: "Field[Any, Any]") -> str:
    invented, column = _invented(), str(field.column)
    return _shown(invented.get(f"{model.__name__}.{column}", invented.get(column, field.get_default())))


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        return f"{value[:_SHOWN_BYTES].hex()}… ({len(value)} bytes)"
    return "—" if value is None or value == "" else str(value)


@cache
def _invented() -> dict[str, Any]:
    """Return what would be stored of an invented report, by column; sealed and keyed exactly as a real one."""
    today = date(2026, 11, 2)
    sealed = sealing.seal(_INVENTED.as_json())
    receipt = receipts.digest(receipts.new())
    return {
        **_INVENTED.as_fields(),
        "receipt_digest": receipt,
        "sealed": sealed,
        "note": sealing.seal({"kind": "image/jpeg"}),
        "once": receipts.digest(receipts.new()),
        "mark": receipts.digest(receipts.new()),
        "id": PooledEntry().pk,
        "kind": PooledEntry.Kind.REPORT.value,
        "Report.id": Report().pk,
        "report_id": Report().pk,
        "problem_id": None,
        "entry_id": PooledEntry().pk,
        "release_by": today + timedelta(days=anonymity.pool_days()),
        "released_on": today,
        "on": today,
        "text": "补充：上个月又多了一份。",
        "position": 1,
        "round": 1,
        "value": "fixed",
        "unit_id": _UNIT,
        "level": 240,
        "place": _UNIT,
        "DirtyMark.kind": "report",
        "DirtyMark.id": 1,
        "DirtyMark.key": Report().pk,
        "DirtyMark.version": PooledEntry().pk,
    }
