"""Where apps declare what is searchable; owns the list of kinds and the shape of a document."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from accounts.models import User

# The audience of documents that anyone may find.
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable thing, as its app builds it.

    Attributes:
        kind: the name of its `Kind`.
        key: its identifier within the kind.
        title: short text, weighted higher than the body.
        body: the rest of the text that may be found and quoted.
        audience: tokens of those who may find it, such as `public` or `unit:7`; whoever holds one of them finds it.
        on: the day it bears, for sorting.
        filters: further exact values by the name of a facet, such as `category` or `unit`.
        reports: how many reports stand behind it; what was said more often comes a little earlier.
    """

    kind: str
    key: str
    title: str
    body: str
    audience: frozenset[str]
    on: date | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    reports: int = 1

    def facets(self) -> dict[str, str]:
        """Return all exact values by which it can be narrowed: its filters, its kind, and the quarter of its day."""
        quarter = {"quarter": f"{self.on.year}Q{(self.on.month + 2) // 3}"} if self.on else {}
        return {"kind": self.kind, **quarter, **{name: value for name, value in self.filters.items() if value}}


def _plain(_facet: str, value: str) -> str:
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """How an app makes one kind of thing searchable.

    Attributes:
        name: the kind, such as `report`.
        label: its name for people.
        keys: returns the identifiers of all that is searchable now.
        build: returns the document of one identifier, or None where it is gone or not searchable.
        audience: returns the tokens that a user (None: the public) holds for this kind.
        link: returns the address of the page of one identifier for a user (None: the public).
        describe: returns the label for people of a value of a facet, such as the name of a category.
        build_many: returns the documents of many identifiers at once, without those that are gone; None where `build`
            is as quick.
        protect: returns counts as they may be shown, None for one that must be hidden; None where nothing is counted
            that could point at a person.
    """

    name: str
    label: "str | Promise"
    keys: Callable[[], Iterable[str]]
    build: Callable[[str], Document | None]
    audience: Callable[[User | None], frozenset[str]]
    link: Callable[[str, User | None], str]
    describe: Callable[[str, str], "str | Promise"] = _plain
    build_many: Callable[[Collection[str]], Mapping[str, Document]] | None = None
    protect: Callable[[Mapping[str, int]], Mapping[str, int | None]] | None = None


_kinds: dict[str, Kind] = {}
_word_sources: list[Callable[[], Iterable[str]]] = []


def register_words(source: Callable[[], Iterable[str]]) -> None:
    """Declare where an app keeps words of its own, such as names of tasks, which a query must not cut apart."""
    _word_sources.append(source)


def word_sources() -> tuple[Callable[[], Iterable[str]], ...]:
    """Return where apps keep words of their own, as declared with `register_words`."""
    return tuple(_word_sources)


def register(kind: Kind) -> None:
    """Declare a kind; called once per kind, from `search_index.register_kinds` in an app's `AppConfig.ready`.

    Raises:
        ValueError: the name is taken.
    """
    if kind.name in _kinds:
        raise ValueError(f"kind {kind.name} is declared twice")
    _kinds[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    """Return all declared kinds in the order of declaration."""
    return tuple(_kinds.values())


def kind(name: str) -> Kind:
    """Return one kind.

    Raises:
        KeyError: not declared.
    """
    return _kinds[name]
