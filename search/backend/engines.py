"""Which engine keeps the index; owns what every engine must do, and that all others call none by its name."""

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from django.conf import settings

from search.backend import embedded, postgres
from search.backend.questions import Question
from search.backend.reader import Answer
from search.backend.schema import Found
from search.backend.snapshots import Scope
from search.backend.vocabulary import Frequencies
from search.registry import Document


class Engine(Protocol):
    """What an engine does; all but `writing`, `stale` and `tidy` raise `EngineError` where there is no sound index."""

    def ask(
        self, asked: Question, among: Scope, *, limit: int, count: Collection[str] = (), newest: bool = False
    ) -> Answer:
        """Return the best or the newest documents in scope that answer, how many there are, and counts of facets."""

    def listing(self) -> dict[Found, list[str]]:
        """Return the fingerprints of every document."""

    def documents(self) -> int:
        """Return how many documents there are."""

    def frequencies(self, words: Collection[str], field: str = "words") -> Frequencies:
        """Return in how many documents each of some words is."""

    def beginning(self, start: str, *, limit: int) -> list[str]:
        """Return the words that begin so, the most frequent first."""

    def matching(self, pattern: str, *, limit: int) -> list[str]:
        """Return the words that match a regular expression as a whole, the most frequent first."""

    def apply(self, documents: Collection[Document], identifiers: Collection[str]) -> None:
        """Replace the entries of `identifiers` by `documents` in one step."""

    def rebuild(self, documents: Iterable[Document], kinds: Collection[str]) -> None:
        """Write a new index of all documents beside the one in use, and switch."""

    def writing(self) -> AbstractContextManager[bool]:
        """Hold the writer's lock if it is free."""

    def stale(self, kinds: Collection[str]) -> bool:
        """Return whether a new index must be built."""

    def settle(self) -> None:
        """Wait, without the lock, until what `rebuild` left to be done beside is done; it ends with the process."""

    def tidy(self) -> None:
        """Do what is due now and then."""


ENGINES: dict[str, Engine] = {"whoosh": embedded, "postgresql": postgres}


def engine() -> Engine:
    """Return the engine that `QZ_SEARCH` names."""
    return ENGINES[settings.SEARCH_ENGINE]
