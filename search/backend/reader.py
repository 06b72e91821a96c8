"""Answers from the index; owns permission inside the engine and counts; gives identifiers, never text.

Nothing here opens or keeps files: `snapshots` does, for all threads of the process together.
"""

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from search.backend import choosing, files, scoring, snapshots
from search.backend.questions import Both, Question, Without, question
from search.backend.schema import Found, identity, token
from search.backend.scoring import Matches
from search.backend.snapshots import Part, Scope, Snapshot
from search.query import Query

_ATTEMPTS = 8
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index says; a document may have gone or changed since, so every hit is read again before it is shown.

    Attributes:
        hits: the best documents with their scores, best first. A score is a sum of BM25 and above 0; it is 0 where the
            newest were asked for.
        total: how many documents answer; those that `Query.accepts` will refuse for a phrase are among them.
        counts: for each facet asked for, in how many of them it has which value.
    """

    hits: list[tuple[Found, float]] = field(default_factory=list)
    total: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


@contextmanager
def reading() -> Iterator[Snapshot]:
    """Hold the newest generation; a commit while it is opened is no error but a second attempt.

    Raises:
        EngineError: the index is missing or damaged.
    """
    held = _opened()
    try:
        yield held
    except Exception as error:  # noqa: BLE001  # a damaged file shows itself in errors of every kind
        raise _broken(held, error) from None


def _broken(held: Snapshot, error: Exception) -> files.EngineError:
    """Say that a file is damaged, so that the next reader opens everything anew, and return the error to raise."""
    snapshots.forget()
    files.report_broken(held.folder)
    return files.failed("the index cannot be read", error)


def _opened() -> Snapshot:
    for attempt in range(_ATTEMPTS):
        try:
            held = snapshots.newest()
        except Exception:  # noqa: BLE001  # a file that a writer has just removed shows itself in errors of many kinds
            time.sleep(_PAUSE * (attempt + 1))
            continue
        if held:
            return held
        break
    else:
        folder = files.current()
        if folder:
            files.report_broken(folder)
    raise files.EngineError("there is no index that can be opened")


def scope(
    held_tokens: Mapping[str, Collection[str]],
    narrow: Mapping[str, Collection[str]] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Scope:
    """Return which documents may be found: those with a token held for their kind, narrowed by values of facets.

    Args:
        held_tokens: audience tokens by kind; kinds not named are not looked in.
        narrow: for facets such as `kind`, `unit`, `category` or `quarter`, the values that a document may have.
        since: the first day that it may bear.
        until: the last.
    """
    tokens = frozenset(token(kind, one) for kind, many in held_tokens.items() for one in many)
    if not narrow:
        return Scope(tokens, since=since, until=until)
    return Scope(tokens, frozenset((name, frozenset(values)) for name, values in narrow.items()), since, until)


def ask(asked: Question, among: Scope, *, limit: int, count: Collection[str] = (), newest: bool = False) -> Answer:
    """Return the best or the newest documents in scope that answer a question, their number and counts of facets.

    Args:
        asked: the question, see `questions`.
        among: from `scope`.
        limit: the most hits; 0 where only counts are wanted.
        count: names of facets to count.
        newest: whether the newest are wanted; of one day, in the order of their identifiers.

    Raises:
        EngineError: the index is missing or damaged.
    """
    if not among.tokens:
        return Answer(counts={name: {} for name in count})
    held = _opened()
    try:
        found = [(part, _in_scope(part, asked, held, among)) for part in held.parts]
        choose = choosing.newest if newest else choosing.best
        hits = [(part.leaf.identity(number), score) for part, number, score in choose(found, limit)]
        counts = {name: _counted(found, name) for name in count}
        return Answer(hits, sum(len(matches.ids) for _part, matches in found), counts)
    except Exception as error:  # noqa: BLE001  # as in `reading`
        raise _broken(held, error) from None


def _in_scope(part: Part, asked: Question, held: Snapshot, among: Scope) -> Matches:
    leaf, allowed = part.leaf, part.allowed(among)
    match asked:
        case Both(parts):
            return scoring.together(leaf, parts, held.numbers, allowed)
        case Without(wanted, barred):
            return scoring.without(leaf, _in_scope(part, wanted, held, among), barred, held.numbers)
        case _:
            return scoring.together(leaf, [asked], held.numbers, allowed)


def _counted(found: list[tuple[Part, Matches]], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part, matches in found:
        codes, values = part.leaf.facet(name)
        often = np.bincount(codes[matches.ids], minlength=len(values)).tolist()
        for value, number in zip(values[1:], often[1:], strict=True):
            if number:
                counts[value] = counts.get(value, 0) + number
    return counts


def find(query: Query, *, held_tokens: Mapping[str, Collection[str]], relaxed: bool, limit: int) -> list[Found]:
    """Return the best documents that carry one of the tokens held for their kind, best first.

    Args:
        query: one that is not empty.
        held_tokens: audience tokens by kind; kinds not named are not looked in.
        relaxed: whether one of the terms is enough.
        limit: the most to return.

    Raises:
        EngineError: the index is missing or damaged.
    """
    answer = ask(question(query, relaxed=relaxed), scope(held_tokens), limit=limit)
    return [found for found, _score in answer.hits]


def listing() -> dict[Found, list[str]]:
    """Return the fingerprints of every document in the index; more than one means that it is there twice.

    Raises:
        EngineError: the index is missing or damaged.
    """
    fingerprints: dict[Found, list[str]] = {}
    with reading() as held:
        for part in held.parts:
            for (identifier, print_), live in zip(part.leaf.fingerprints(), part.live.tolist(), strict=True):
                if live:
                    fingerprints.setdefault(identity(identifier), []).append(print_)
    return fingerprints
