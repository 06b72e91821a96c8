"""Tells a restatement from a copy; owns how many of a reporter's own characters in a row are too many."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

# Long enough that the name of a form or of a meeting passes, short enough that a sentence of the reporter does not.
LONGEST_RUN = 15


def copied_run(words: str, text: str, allowed: Iterable[str] = ()) -> str:
    """Return the longest run of `words` that stands in `text`, or "" where none is longer than `LONGEST_RUN`.

    Args:
        words: what the reporter wrote.
        text: what is to travel on.
        allowed: names that may be repeated in full, such as that of the task.
    """
    plain, new = _plain(words), _plain(text)
    for name in filter(None, map(_plain, allowed)):
        new = new.replace(name, "\n")
    found = SequenceMatcher(None, plain, new, autojunk=False).find_longest_match()
    return plain[found.a : found.a + found.size] if found.size > LONGEST_RUN else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
