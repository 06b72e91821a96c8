"""Compares database and index; owns what counts as a difference, and changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.backend.engines import engine
from search.backend.schema import Found, fingerprint
from search.indexing import BuildError, build, every_identity, names
from search.models import DirtyMark


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, as sorted identities; what is marked dirty is left out, since it is about to change.

    Attributes:
        missing: searchable, but not in the index.
        surplus: in the index, but not searchable.
        outdated: in the index with other content.
        doubled: in the index more than once.
        failing: the app cannot build them.
        agreed: how many documents are the same on both sides.
        pending: how many are marked dirty.
    """

    missing: list[Found]
    surplus: list[Found]
    outdated: list[Found]
    doubled: list[Found]
    failing: list[Found]
    agreed: int
    pending: int

    @property
    def is_exact(self) -> bool:
        """Whether there is no difference."""
        return not any(self.differences().values())

    def differences(self) -> dict[str, list[Found]]:
        """Return every kind of difference by name."""
        return {name: getattr(self, name) for name in ("missing", "surplus", "outdated", "doubled", "failing")}


def _expected(identities: Iterable[Found]) -> tuple[dict[Found, str], list[Found]]:
    expected: dict[Found, str] = {}
    failing: list[Found] = []
    for identity in identities:
        try:
            document = build(*identity)
        except BuildError:
            failing.append(identity)
            continue
        if document:
            expected[identity] = fingerprint(document)
    return expected, sorted(failing)


def compare() -> Comparison:
    """Compare every document of the database with the index.

    Raises:
        EngineError: the index is missing or damaged.
    """
    marked = {Found(mark.kind, mark.key) for mark in DirtyMark.objects.all()}
    identities = [Found(kind, key) for kind, key in every_identity(names())]
    expected, failing = _expected(identity for identity in identities if identity not in marked)
    indexed = {identity: prints for identity, prints in engine().listing().items() if identity not in marked}
    shared = expected.keys() & indexed.keys()
    outdated = sorted(identity for identity in shared if set(indexed[identity]) != {expected[identity]})
    return Comparison(
        missing=sorted(expected.keys() - indexed.keys()),
        surplus=sorted(indexed.keys() - expected.keys() - set(failing)),
        outdated=outdated,
        doubled=sorted(identity for identity, prints in indexed.items() if len(prints) > 1),
        failing=failing,
        agreed=len(shared) - len(outdated),
        pending=len(marked),
    )
