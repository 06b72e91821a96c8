"""The columns of the register as a table; owns their headings in both languages, and how bands are written in cells."""

from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feedback.forms import choices
from feedback.models import Task
from search.backend.analysis import fold

LANGUAGES = ("zh-hans", "en")
BANDS = ("per_month", "hours", "people")
ONE_PERSON = "1"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, and its headings."""

    field: str
    zh: str
    en: str
    required: bool = False

    @property
    def heading(self) -> str:
        """The heading in the reader's language."""
        return self.en if get_language() == "en" else self.zh


COLUMNS = (
    Column("name", "任务名称", "Task", required=True),
    Column("asked_by", "要求部门", "Department", required=True),
    Column("unit", "承担单位", "Unit"),
    Column("legal_basis", "依据", "Legal basis"),
    Column("data_items", "数据项", "Data items"),
    Column("forms", "表单或应用", "Forms or apps"),
    Column("per_month", "频次", "How often"),
    Column("hours", "每次用时", "Hours each time"),
    Column("people", "涉及人数", "People"),
)
# What an export adds and an import leaves alone, since the register works it out itself.
ADDED = (
    Column("state", "状态", "State"),
    Column("state_on", "状态日期", "State since"),
    Column("low", "每月工时下限", "Hours a month from"),
    Column("high", "每月工时上限", "Hours a month to"),
)


def settled(heading: str) -> str:
    """Return a heading as it is compared."""
    return "".join(fold(heading).split())


@cache
def by_heading() -> dict[str, str]:
    """Return the field of each heading in either language; "" for what an import leaves alone."""
    read = {settled(name): column.field for column in COLUMNS for name in (column.zh, column.en)}
    return read | {settled(name): "" for column in ADDED for name in (column.zh, column.en)}


def band_word(field: str, code: str) -> str:
    """Return a band in the reader's language, "" for none; words, because spreadsheets take codes for days."""
    if not code:
        return ""
    if (field, code) == ("people", ONE_PERSON):
        return _("one person")
    offered = {"per_month": choices.per_month, "hours": choices.hours, "people": choices.people}[field]()
    return str(dict(offered)[code])


def codes(field: str) -> list[str]:
    """Return the codes of a band's field, the smallest first."""
    offered = {"per_month": choices.per_month, "hours": choices.hours, "people": choices.people}[field]()
    return [code for code, _words in offered if code]


@cache
def by_word(field: str) -> dict[str, str]:
    """Return the code of each word of a band in either language, and of the code itself."""
    found = {settled(code): code for code in codes(field)}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {settled(band_word(field, code)): code for code in codes(field)}
    return found


def cells_of(task: Task) -> list[str]:
    """Return a task as cells of `COLUMNS` and `ADDED`, in the reader's language."""
    low, high = task.burden or ("", "")
    bands = [band_word(field, getattr(task, field)) for field in BANDS]
    plain = [task.name, task.asked_by, task.unit.name, task.legal_basis, task.data_items, task.forms]
    numbers = [f"{value:g}" if value != "" else "" for value in (low, high)]
    return [*plain, *bands, str(task.get_state_display()), task.state_on.isoformat(), *numbers]
