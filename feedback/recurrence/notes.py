"""What is compared: a note of plain values; owns its shape, and knows no row of the database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A report or a problem as far as likeness goes.

    Attributes:
        words: what was said.
        title: a short title, or "".
        category: the code of the burden.
        asked_by: who asks for the task, as written, or "".
        task: the name of the task or form, or "".
        data_items: the data asked for.
        unit: the unit that received it, for reasons alone, or "".
    """

    words: str
    title: str = ""
    category: str = ""
    asked_by: str = ""
    task: str = ""
    data_items: tuple[str, ...] = ()
    unit: str = ""
