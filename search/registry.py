"""Where apps declare what is searchable; owns the list of kinds and the shape of a document."""

from collections.abc import Callable, Iterable, Mapping
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
        filters: further exact values, such as category or unit.
    """

    kind: str
    key: str
    title: str
    body: str
    audience: frozenset[str]
    on: date | None = None
    filters: Mapping[str, str] = field(default_factory=dict)


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
    """

    name: str
    label: "str | Promise"
    keys: Callable[[], Iterable[str]]
    build: Callable[[str], Document | None]
    audience: Callable[[User | None], frozenset[str]]
    link: Callable[[str, User | None], str]


_kinds: dict[str, Kind] = {}


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
