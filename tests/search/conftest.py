"""A registry of the tests' own and an index folder that is thrown away."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from accounts.models import User
from search import lexicon, registry, services
from search.registry import PUBLIC, Document, Kind


@dataclass
class Shelf:
    """A kind whose documents the tests put up and take down; like an app, it marks what it changes."""

    name: str
    rights: Callable[[User | None], frozenset[str]]
    documents: dict[str, Document] = field(default_factory=dict)
    builder: Callable[[str], Document | None] | None = None

    def put(self, key: str, title: str, body: str = "", *audience: str) -> None:
        seen_by = frozenset(audience or {PUBLIC})
        self.documents[key] = Document(self.name, key, title, body, seen_by, date(2026, 9, 1), {"year": "2026"})
        services.mark(self.name, key)

    def drop(self, key: str) -> None:
        del self.documents[key]
        services.mark(self.name, key)

    def kind(self) -> Kind:
        return Kind(
            name=self.name,
            label=self.name.title(),
            keys=lambda: sorted(self.documents),
            build=lambda key: (self.builder or self.documents.get)(key),  # noqa: PLW0108  # tests change the builder
            audience=lambda user: self.rights(user),  # noqa: PLW0108  # tests change the rights
            link=lambda key, _user: f"/{self.name}/{key}/",
        )


def user_tokens(user: User | None) -> frozenset[str]:
    return frozenset({f"user:{user.pk}"}) if user else frozenset()


def everyone(_user: User | None) -> frozenset[str]:
    return frozenset({PUBLIC})


# Everything here is tried on both: with the index in files on SQLite, and on PostgreSQL with the index in the database.
ENGINES = ("postgresql",) if os.environ.get("QZ_DATABASE_URL") else ("whoosh",)


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def in_files(engine_name: str) -> None:
    """For tests of what only files can suffer."""
    if engine_name != "whoosh":
        pytest.skip("the index is not in files")


@pytest.fixture(autouse=True)
def index_folder(tmp_path: Path, engine_name: str) -> Iterator[Path]:
    folder = tmp_path / "index"
    # Names of units are kept for a minute, and a test's units are gone with it.
    lexicon._kept.cache_clear()  # noqa: SLF001
    with override_settings(SEARCH_DIR=folder, SEARCH_ENGINE=engine_name):
        yield folder


@pytest.fixture
def bare_registry() -> Iterator[None]:
    """An empty registry; what the apps declared is put back afterwards."""
    declared = dict(registry._kinds)  # noqa: SLF001  # there is no public way to forget a kind, and should be none
    registry._kinds.clear()  # noqa: SLF001
    yield
    registry._kinds.clear()  # noqa: SLF001
    registry._kinds.update(declared)  # noqa: SLF001


@pytest.fixture
def notes(db: None, bare_registry: None) -> Shelf:
    """A kind `note`, which each user may see by name and everyone where it is public."""
    shelf = Shelf("note", user_tokens)
    registry.register(shelf.kind())
    return shelf


@pytest.fixture
def letters(notes: Shelf) -> Shelf:
    """A second kind, `letter`, which nobody may see but where it is public."""
    shelf = Shelf("letter", everyone)
    registry.register(shelf.kind())
    return shelf


def found(text: str, user: User | None = None, **more: object) -> list[str]:
    """Return the keys found, best first: those with all the words or, where none has them, the others."""
    page = services.search(text, user=user, **more)  # type: ignore[arg-type]
    return [hit.key for hit in page.best or page.hits]
