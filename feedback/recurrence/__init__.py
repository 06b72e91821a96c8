"""Finds what is told again and again; owns likeness, grouping and the reasons given, on plain values alone.

It reads no row and writes none, and knows neither users nor rights: callers pass notes, and decide who may see which.
"""

from feedback.recurrence.grouping import Group, group
from feedback.recurrence.likeness import Reason, compare
from feedback.recurrence.nearest import Shelf
from feedback.recurrence.notes import Note
from feedback.recurrence.vectors import Scale, Vector

__all__ = ["Group", "Note", "Reason", "Scale", "Shelf", "Vector", "compare", "group"]
