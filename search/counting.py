"""Counts an answer by its facets; owns which kinds are counted, never how a kind hides what is too small."""

from accounts.models import User
from search.backend.engines import engine
from search.backend.files import EngineError
from search.backend.questions import question
from search.candidates import Asked, asked_by
from search.facets import FACETS, Counts, Value, countable, shown
from search.lexicon import Lexicon


def values_of(asked: Asked) -> dict[str, list[Value]]:
    """Return the values by which an answer can be narrowed, as they may be shown; none where the index cannot say."""
    by_kind: dict[str, Counts] = {}
    totals: dict[str, int] = {}
    asking = question(asked.query, relaxed=asked.relaxed)
    try:
        for name in countable(asked.held):
            answer = engine().ask(asking, asked.scope([name]), limit=0, count=list(FACETS))
            if answer.total:
                by_kind[name], totals[name] = answer.counts, answer.total
    except EngineError:
        return {}
    return shown(by_kind, totals, asked.wishes.names)


def number_found(text: str, user: User, words: Lexicon) -> int | None:
    """Return how many documents `user` finds by `text` read with some words, or None where that must not be told."""
    kinds_met = values_of(asked_by(text, user, None, words)).get("kind", [])
    counts = [one.count for one in kinds_met]
    return None if None in counts else sum(count for count in counts if count is not None)
