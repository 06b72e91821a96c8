"""Puts reports and problems as notes that can be compared; owns which of their fields count, and compares nothing."""

import re

from feedback.models import Problem, Report
from feedback.recurrence import Note

_SEPARATORS = re.compile(r"[、，,;；/\s]+")


def note_of_report(row: Report) -> Note:
    """Return what of a report is compared; its units must be loaded with it."""
    return Note(
        words=row.words,
        category=row.category,
        asked_by=row.asked_by_unit.name if row.asked_by_unit else row.asked_by,
        task=row.task,
        data_items=tuple(filter(None, _SEPARATORS.split(row.data_items))),
        unit=row.receiving_unit.name,
    )


def note_of_problem(row: Problem) -> Note:
    """Return what of a problem is compared; its units must be loaded with it."""
    return Note(
        words=row.statement,
        title=row.title,
        category=row.category,
        asked_by=row.asked_by_unit.name if row.asked_by_unit else row.asked_by,
        unit=row.unit.name,
    )
