"""Which words of the index are one slip away from another; owns what a slip is, whatever engine keeps the words."""

import re

from search.backend.engines import engine

_ANY = r"[^\n]"
# Words asked about are short; a longer one is a pasted text.
_LONGEST = 24


def near(word: str, *, limit: int) -> list[str]:
    """Return the indexed words one slip away from `word`, those in most documents first.

    A slip is one character changed, left out or added, or two neighbours exchanged.

    Raises:
        EngineError: the index is missing or damaged.
    """
    if not 1 < len(word) <= _LONGEST:
        return []
    found = engine().matching("|".join(_slips(word)), limit=limit + 1)
    return [one for one in found if one != word][:limit]


def _slips(word: str) -> list[str]:
    parts = [(re.escape(word[:at]), word[at:]) for at in range(len(word) + 1)]
    changed = [f"{left}{_ANY}{re.escape(right[1:])}" for left, right in parts if right]
    dropped = [f"{left}{re.escape(right[1:])}" for left, right in parts if right]
    added = [f"{left}{_ANY}{re.escape(right)}" for left, right in parts]
    swapped = [f"{left}{re.escape(right[1] + right[0] + right[2:])}" for left, right in parts if len(right) > 1]
    return list(dict.fromkeys(changed + dropped + added + swapped))
