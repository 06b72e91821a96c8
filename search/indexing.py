"""Brings the index up to the database; owns batches, failures and rebuilding, and is called by one process at a time.

A mark is deleted only after the index that answers it is on the disk, and only if it was not made again meanwhile. So
whatever dies at whatever instant, what was not finished is done again, and doing it again changes nothing.
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator

from search.backend.engines import engine
from search.backend.schema import identifier
from search.models import DirtyMark
from search.registry import Document, kind, kinds
from search.underway import Progress, underway

BATCH = 200
_logger = logging.getLogger(__name__)


class BuildError(Exception):
    """An app could not build one of its documents."""


def build(name: str, key: str) -> Document | None:
    """Return the document of one identifier as it is now, or None where there is none or its kind is not declared.

    Raises:
        BuildError: the app failed; its message is not passed on, since it may quote a row.
    """
    if name not in names():
        return None
    try:
        return kind(name).build(key)
    except Exception as error:  # noqa: BLE001  # whatever an app's builder does, the other documents go on
        raise BuildError(f"{name}: {type(error).__name__}") from None


def build_all(identities: Collection[tuple[str, str]]) -> dict[tuple[str, str], Document]:
    """Return the documents of many identities as they are now; what is gone or cannot be built is left out."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name, key in identities:
        keys[name].append(key)
    built: dict[tuple[str, str], Document] = {}
    for name, many in keys.items():
        built.update({(name, key): document for key, document in _many(name, many).items()})
    return built


def _many(name: str, keys: list[str]) -> dict[str, Document]:
    together = kind(name).build_many if name in names() else None
    if together:
        try:
            return dict(together(keys))
        except Exception as error:  # noqa: BLE001  # one that cannot be built must not take the others with it
            _logger.warning("search: %s cannot be built together (%s)", name, type(error).__name__)
    return {key: document for key in keys if (document := _or_none(name, key))}


def _or_none(name: str, key: str) -> Document | None:
    try:
        return build(name, key)
    except BuildError as error:
        _logger.warning("search: a document could not be built (%s)", error)
        return None


def names() -> list[str]:
    """Return the names of all declared kinds."""
    return [one.name for one in kinds()]


def _handle(marks: list[DirtyMark]) -> int:
    done: list[DirtyMark] = []
    documents: list[Document] = []
    # Sorted, so that the order in the index says nothing of the order in which things happened.
    for mark in sorted(marks, key=lambda one: (one.kind, one.key)):
        try:
            document = build(mark.kind, mark.key)
        except BuildError as error:
            _postpone(mark, error)
            continue
        done.append(mark)
        if document:
            documents.append(document)
    if done:
        engine().apply(documents, [identifier(mark.kind, mark.key) for mark in done])
        versions = [mark.version for mark in done]
        DirtyMark.objects.filter(pk__in=[mark.pk for mark in done], version__in=versions).delete()
    return len(done)


def _postpone(mark: DirtyMark, error: BuildError) -> None:
    failures = mark.failures + 1
    DirtyMark.objects.filter(pk=mark.pk, version=mark.version).update(failures=failures)
    if failures & mark.failures == 0:  # at 1, 2, 4, 8, ...: often enough to be seen, too seldom to fill a disk
        _logger.warning("search: a document could not be built (%s), %d times by now", error, failures)


def every_identity(among: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield kind and key of everything that is searchable now, of the kinds named."""
    for one in kinds():
        if one.name in among:
            list_keys = one.keys
            yield from ((one.name, key) for key in list_keys())


def every_document(tell: Progress) -> Iterator[Document]:
    """Yield every searchable document; one that cannot be built is marked dirty instead, so that it is tried again.

    Args:
        tell: is told before each document how many were looked at, and how many there are.
    """
    total = sum(1 for _one in every_identity(names()))
    for done, (name, key) in enumerate(every_identity(names())):
        tell(done, total)
        try:
            document = build(name, key)
        except BuildError as error:
            _logger.warning("search: a document could not be built (%s)", error)
            again = {"version": secrets.randbits(62)}
            DirtyMark.objects.update_or_create(kind=name, key=key, defaults=again)
            continue
        if document:
            yield document


def rebuild(tell: Progress | None = None) -> bool:
    """Build the whole index anew beside the old one and switch; return False if another process is writing.

    Args:
        tell: is told how many documents were looked at, and how many there are.

    Raises:
        EngineError: it could not be written; the old index stays.
    """
    with engine().writing() as held:
        if held:
            _rebuild(tell)
        return held


def _rebuild(tell: Progress | None = None) -> None:
    with underway() as note:

        def both(done: int, total: int) -> None:
            note(done, total)
            if tell:
                tell(done, total)

        answered = list(DirtyMark.objects.values_list("pk", "version"))
        engine().rebuild(every_document(both), names())
    # Everything was read after these were made; what was marked anew meanwhile, or could not be built, stays.
    for start in range(0, len(answered), BATCH):
        keys, versions = zip(*answered[start : start + BATCH], strict=True)
        DirtyMark.objects.filter(pk__in=keys, version__in=versions).delete()


def _rebuild_if_stale() -> int:
    if not engine().stale(names()):
        return 0
    _logger.warning("search: there is no fitting index, building a new one")
    _rebuild()
    return 1


def drain() -> int:
    """Index what is marked dirty and return how many marks were handled; a duty of the worker.

    Returns 0 at once where another process is writing.

    Raises:
        EngineError: the index could not be written; all marks not handled are kept.
    """
    with engine().writing() as held:
        if not held:
            return 0
        done = _rebuild_if_stale()
        while marks := list(DirtyMark.objects.order_by("failures", "pk")[:BATCH]):
            handled = _handle(marks)
            done += handled
            if handled < BATCH:
                break
        engine().tidy()
    return done
