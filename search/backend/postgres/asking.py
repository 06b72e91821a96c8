"""Answers from PostgreSQL; owns which few hundred are fetched, and ranks those again as the embedded engine does.

PostgreSQL finds and counts by its GIN index, permission included, and puts what it found in a rough order by the
rarest terms. The best of those are scored by `scoring`, the very code that scores the embedded engine's postings.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.backend.postgres.fetched import RANK_LIMIT, Fetched, Sums
from search.backend.postgres.lexemes import asking, atoms, lexeme, permitted, quoted
from search.backend.postgres.tables import State, reading, rows
from search.backend.questions import EVERYTHING, Both, Question, Word
from search.backend.reader import Answer
from search.backend.schema import Found, identity
from search.backend.scoring import K1, B, answer
from search.backend.snapshots import Scope

# At least so many are fetched, and twice as many as are asked for.
POOL = 400
# The rough order looks at so many of the rarest terms.
_RAREST = 8
# `ts_rank` of one lexeme with n places is the sum of 1/i² up to n over its limit; so n can be had back, see `fetched`.
_RANK = "ts_rank('{1,1,1,1}', vector, %s::tsquery)"
_OFTEN = f"round(1 / ({RANK_LIMIT} * (1 - {_RANK})) - 0.5)"
_SIZES = {"words": "word_size", "grams": "gram_size"}
Hits = list[tuple[Found, float]]
Row = tuple[Any, ...]


def ask(asked: Question, among: Scope, *, limit: int, count: Collection[str] = (), newest: bool = False) -> Answer:
    """Return the best or the newest documents in scope that answer a question, their number and counts of facets.

    Args:
        asked: the question, see `questions`.
        among: from `reader.scope`.
        limit: the most hits; 0 where only counts are wanted.
        count: names of facets to count.
        newest: whether the newest are wanted; of one day, in the order of their identifiers.

    Raises:
        EngineError: there is no index.
    """
    allowed = permitted(among) if among.tokens else None
    with reading() as held:
        if allowed is None:
            return Answer(counts={name: {} for name in count})
        query = allowed if _is_everything(asked) else f"{allowed} & {asking(asked)}"
        search = _Search(held, asked, *_where(query, among))
        hits, total = search.hits(limit, newest=newest)
        counts = search.counts(count) if count else {}
        return Answer(hits, search.total() if total is None else total, counts)


def _is_everything(asked: Question) -> bool:
    return asked in (EVERYTHING, Both((EVERYTHING,)))


def _where(query: str, among: Scope) -> tuple[str, list[Any]]:
    where, values = "vector @@ %s::tsquery", [query]
    for sign, day in ((">=", among.since), ("<=", among.until)):
        if day:
            where += f' AND "on" {sign} %s'
            values.append(day.isoformat())
    return where, values


@dataclass(frozen=True, slots=True)
class _Search:
    """One question to the index in use, and the condition that its answers meet."""

    held: State
    asked: Question
    where: str
    values: list[Any]

    def total(self) -> int:
        """Return how many documents answer."""
        return int(rows(f"SELECT count(*) FROM {self.held.entries} WHERE {self.where}", self.values)[0][0])  # noqa: S608

    def hits(self, limit: int, *, newest: bool) -> tuple[Hits, int | None]:
        """Return the best or the newest, and how many there are if that came out by the way."""
        if not limit:
            return [], None
        return self._newest(limit) if newest else self._best(limit)

    def _newest(self, limit: int) -> tuple[Hits, int | None]:
        found = rows(
            f"SELECT id FROM {self.held.entries} WHERE {self.where}"  # noqa: S608  # our own names
            ' ORDER BY "on" DESC NULLS LAST, id COLLATE "C" LIMIT %s',
            [*self.values, limit],
        )
        return [(identity(identifier), 0.0) for (identifier,) in found], len(found) if len(found) < limit else None

    def _best(self, limit: int) -> tuple[Hits, int | None]:
        known, pool = atoms(self.asked), max(POOL, 2 * limit)
        sums = _sums(self.held, [one for one in known if isinstance(one, Word)])
        found = self._fetched(sums, pool)
        if not found:
            return [], 0
        leaf = Fetched(known, found)
        matches = answer(leaf, self.asked, sums.statistics([leaf]))
        order = np.lexsort((matches.ids, -matches.scores))[:limit]
        pairs = zip(matches.ids[order].tolist(), matches.scores[order].tolist(), strict=True)
        return [(identity(found[at][0]), score) for at, score in pairs], len(found) if len(found) < pool else None

    def _fetched(self, sums: Sums, pool: int) -> list[Row]:
        """Return the best in rough order: identifier, codes of lengths, and the rank of each atom."""
        order, ordering = _order(self.asked, sums)
        ranks, ranking = [], []
        for atom in atoms(self.asked):
            ranks.append(_RANK if isinstance(atom, Word) else "(vector @@ %s::tsquery)::int")
            ranking.append(asking(atom))
        return rows(
            f"SELECT id, word_code, gram_code, ARRAY[{', '.join(ranks)}]::real[] FROM"  # noqa: S608  # our own names
            f" (SELECT * FROM {self.held.entries} WHERE {self.where} ORDER BY {order}number LIMIT %s) AS best"
            " ORDER BY number",
            [*ranking, *self.values, *ordering, pool],
        )

    def counts(self, names: Collection[str]) -> dict[str, dict[str, int]]:
        """Return for each facet in how many answers is which value."""
        counts: dict[str, dict[str, int]] = {name: {} for name in names}
        found = rows(
            f"SELECT one, count(*) FROM {self.held.entries}, unnest(filters) AS one WHERE {self.where}"  # noqa: S608
            " GROUP BY one ORDER BY one",
            self.values,
        )
        for one, number in found:
            name, _, value = one.partition("=")
            if name in counts:
                counts[name][value] = int(number)
        return counts


def _sums(held: State, words: Sequence[Word]) -> Sums:
    """Return what scores depend on beyond the documents: how many there are, how long, and how rare each word is."""
    terms = [lexeme(one.field, one.text) for one in words]
    often = dict(rows(f"SELECT term, often FROM {held.terms} WHERE term = ANY(%s)", [terms])) if terms else {}  # noqa: S608
    return Sums(held.documents, {"words": held.words, "grams": held.grams}, often)


def _order(asked: Question, sums: Sums) -> tuple[str, list[Any]]:
    """Return the rough order: the sum of what the rarest terms count, as BM25 has it, by the exact lengths."""
    numbers = sums.statistics([])
    words = [atom for atom in atoms(asked) if isinstance(atom, Word) and atom.field in _SIZES]
    rarest = sorted(words, key=lambda one: -numbers.rarity(one.field, one.text) * one.weight)[:_RAREST]
    parts, values = [], []
    for one in rarest:
        norm = f"(%s::float8 + %s::float8 * {_SIZES[one.field]})"
        parts.append(f"%s::float8 * (1 - {norm} / ({_OFTEN} + {norm}))")
        norms = [K1 * (1 - B), K1 * B / numbers.average(one.field)]
        factor = numbers.rarity(one.field, one.text) * one.weight
        values += [factor, *norms, quoted(lexeme(one.field, one.text)), *norms]
    return (f"{' + '.join(parts)} DESC, " if parts else ""), values
