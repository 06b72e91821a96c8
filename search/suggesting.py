"""Suggests units and offices while one types; owns how a name is met by its pinyin.

It names only units that anyone may know, and offices that stand in what the user may find.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q

from accounts.models import Unit, User
from search.backend import analysis
from search.backend.engines import engine
from search.backend.files import EngineError
from search.backend.questions import EVERYTHING
from search.backend.reader import scope
from search.facets import countable
from search.sounding import initials
from search.visibility import tokens

_SHORTEST, _LONGEST = 2, 20
MOST = 5


@lru_cache(maxsize=8192)
def _initials(name: str) -> tuple[str, ...]:
    return initials(analysis.fold(name))


def units_like(text: str, user: User | None, *, limit: int = MOST) -> list[str]:
    """Return the names of units that a text may mean: part of a name, or the first letters of its characters' sounds.

    Args:
        text: what is being typed, such as `mzj` or `民政`.
        user: who types; the public is told of units that receive reports only, which the report form names too.
        limit: the most to return.
    """
    typed = analysis.fold(text).strip()
    if not _SHORTEST <= len(typed) <= _LONGEST:
        return []
    rows = Unit.objects.filter(Q(receives_reports=True) if user is None else Q()).order_by("position", "pk")
    return _ranked(typed, dict.fromkeys(rows.values_list("name", flat=True)), limit)


def departments_like(text: str, user: User | None, *, limit: int = MOST) -> list[str]:
    """Return the offices that ask for something and whose names have these first letters of their sounds.

    Args:
        text: what is being typed, such as `mzj`; a part of a name needs no suggestion, for it finds the name.
        user: who types; only what this user may find is looked at.
        limit: the most to return.
    """
    typed = analysis.fold(text).strip()
    if not (_SHORTEST <= len(typed) <= _LONGEST and typed.isascii() and typed.isalpha()):
        return []
    try:
        held = tokens(user)
        told = {name: held[name] for name in countable(held)}
        found = engine().ask(EVERYTHING, scope(told), limit=0, count=["department"])
    except EngineError:
        return []
    return _ranked(typed, sorted(found.counts["department"]), limit)


def _ranked(typed: str, names: Iterable[str], limit: int) -> list[str]:
    met = [(rank, name) for name in names if (rank := _rank(typed, name)) is not None]
    return [name for _rank_, name in sorted(met, key=lambda pair: (pair[0], len(pair[1])))][:limit]


def _rank(typed: str, name: str) -> int | None:
    """Return 0 for a name that begins with what was typed, 1 for one that holds it, None for none."""
    folded = analysis.fold(name)
    if typed in folded:
        return int(not folded.startswith(typed))
    if not (typed.isascii() and typed.isalpha()):
        return None
    ranks = [int(not letters.startswith(typed)) for letters in _initials(name) if typed in letters]
    return min(ranks, default=None)
