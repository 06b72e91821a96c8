"""Answers from PostgreSQL; owns which few hundred are fetched, and ranks those again as the embedded engine does.

PostgreSQL finds and counts by its GIN index, permission included, and puts what it found in a rough order by the
rarest terms. The best of those are scored by `scoring`, the very code that scores the embedded engine's postings.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from search.backend.leaves import LENGTHS
from search.backend.postgres.fetched import RANK_LIMIT, Fetched, Sums
from search.backend.postgres.lexemes import asking, atoms, lexeme, permitted, quoted
from search.backend.postgres.tables import State, reading, rows
from search.backend.questions import EVERYTHING, Beginning, Both, Question, Word
from search.backend.reader import Answer, Found
from search.backend.scoring import K1, B, Statistics, answer
from search.backend.snapshots import Scope

# At least so many are fetched, and twice as many as are asked for.
POOL = 400
# The rough order looks at so many of the rarest terms.
_RAREST = 8
# `ts_rank` of one lexeme with n places is the sum of 1/i² up to n over its limit; so n can be had back, see `fetched`.
_RANK = "ts_rank('{1,1,1,1}', vector, %s::tsquery)"
_OFTEN = f"round(1 / ({RANK_LIMIT} * (1 - {_RANK})) - 0.5)"
_CODES = {"words": "word_code", "grams": "gram_code"}


def ask(asked: Question, among: Scope, *, limit: int, count: Collection[str] = ()) -> Answer:
    """Return the best documents in scope that answer a question, their number and counts of facets.

    Args:
        asked: the question, see `questions`.
        among: from `reader.scope`.
        limit: the most hits; 0 where only counts are wanted.
        count: names of facets to count.

    Raises:
        EngineError: there is no index.
    """
    allowed = permitted(among) if among.tokens else None
    with reading() as held:
        if allowed is None:
            return Answer(counts={name: {} for name in count})
        query = allowed if _is_everything(asked) else f"{allowed} & {asking(asked)}"
        where, values = _where(query, among)
        fetched = _fetched(held, asked, where, values, limit) if limit else []
        total = len(fetched)
        if not limit or total >= _pool(limit):
            total = int(rows(f"SELECT count(*) FROM {held.entries} WHERE {where}", values)[0][0])  # noqa: S608
        counts = _counted(held, where, values, count) if count else {}
        return Answer(_best(held, asked, fetched, limit), total, counts)


def _is_everything(asked: Question) -> bool:
    return asked in (EVERYTHING, Both((EVERYTHING,)))


def _where(query: str, among: Scope) -> tuple[str, list[Any]]:
    where, values = "vector @@ %s::tsquery", [query]
    for sign, day in ((">=", among.since), ("<=", among.until)):
        if day:
            where += f' AND "on" {sign} %s'
            values.append(day.isoformat())
    return where, values


def _pool(limit: int) -> int:
    return max(POOL, 2 * limit)


def _fetched(held: State, asked: Question, where: str, values: Sequence[Any], limit: int) -> list[tuple[Any, ...]]:
    """Return the best of what was found in rough order: identifier, codes of lengths, and the rank of each atom."""
    order, ordering = _order(held, asked)
    ranks, ranking = [], []
    for atom in atoms(asked):
        ranks.append(_RANK if isinstance(atom, Word) else "(vector @@ %s::tsquery)::int")
        ranking.append(asking(atom))
    return rows(
        f"SELECT id, word_code, gram_code, ARRAY[{', '.join(ranks)}]::real[] FROM"  # noqa: S608  # our own names
        f" (SELECT * FROM {held.entries} WHERE {where} ORDER BY {order}number LIMIT %s) AS best ORDER BY number",
        [*ranking, *values, *ordering, _pool(limit)],
    )


def _order(held: State, asked: Question) -> tuple[str, list[Any]]:
    """Return the rough order: the sum of what the rarest terms count, as BM25 has it."""
    words = [atom for atom in atoms(asked) if isinstance(atom, Word) and atom.field in _CODES]
    numbers = statistics(held, words)
    rarest = sorted(words, key=lambda one: -numbers.rarity(one.field, one.text) * one.weight)[:_RAREST]
    parts, values = [], []
    for one in rarest:
        norms = K1 * ((1 - B) + B * LENGTHS / numbers.average(one.field))
        norm = f"(%s::real[])[{_CODES[one.field]} + 1]"
        parts.append(f"%s * (1 - {norm} / ({_OFTEN} + {norm}))")
        spelt = quoted(lexeme(one.field, one.text))
        factor = numbers.rarity(one.field, one.text) * one.weight
        values += [factor, norms.tolist(), spelt, norms.tolist()]
    return (f"{' + '.join(parts)} DESC, " if parts else ""), values


def statistics(held: State, words: Collection[Word], fetched: Sequence[Fetched] = ()) -> Statistics:
    """Return what scores depend on beyond the documents: how many there are, how long, and how rare each word is."""
    terms = [lexeme(one.field, one.text) for one in words]
    often = dict(rows(f"SELECT term, often FROM {held.terms} WHERE term = ANY(%s)", [terms])) if terms else {}  # noqa: S608
    sums = Sums(held.documents, {"words": held.words, "grams": held.grams}, often)
    return sums.statistics(fetched)


def _best(held: State, asked: Question, found: list[tuple[Any, ...]], limit: int) -> list[tuple[Found, float]]:
    if not found:
        return []
    known: list[Word | Beginning] = atoms(asked)
    leaf = Fetched(known, found)
    matches = answer(leaf, asked, statistics(held, [one for one in known if isinstance(one, Word)], [leaf]))
    order = np.lexsort((matches.ids, -matches.scores))[:limit]
    return [(Found(*found[int(matches.ids[at])][0].split(":", 1)), float(matches.scores[at])) for at in order.tolist()]


def _counted(held: State, where: str, values: Sequence[Any], names: Collection[str]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    found = rows(
        f"SELECT one, count(*) FROM {held.entries}, unnest(filters) AS one WHERE {where} GROUP BY one ORDER BY one",  # noqa: S608
        values,
    )
    for one, number in found:
        name, _, value = one.partition("=")
        if name in counts:
            counts[name][value] = int(number)
    return counts
