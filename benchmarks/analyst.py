"""What somebody with a copy of all files can try, to learn in which order what a batch holds came in.

Every attack gives each report, used code, voice or file a place, or None where it says nothing. Owns the attacks, and
never knows the truth.
"""

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DATABASE = "qingzhuang.sqlite3"
Places = list[float | None]
# What is empty on whole pages has no order.
_EMPTY = b"\0" * 512


@dataclass(frozen=True)
class Released:
    """One released report, used code, voice or file, as the database shows it; what it has none of is empty.

    `writer` is the number of the transaction that wrote the row, where the database keeps one.
    """

    row: int
    id: str
    digest: str
    words: str
    writer: int | None = None


@dataclass(frozen=True)
class Copy:
    """What a thief of all files holds.

    Attributes:
        tables: the rows of each table as text, in the table's own order.
        contents: all files, put one after the other in some order that has a name.
        index: the folder of the search index, if there is one.
    """

    tables: Mapping[str, bytes]
    contents: Mapping[str, bytes]
    index: Path | None


def of_sqlite(folder: Path, opened: sqlite3.Connection) -> Copy:
    """Return the copy that `folder` is; `opened` is a further copy of its database, which opening changes."""
    names = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = {
        name: joined(opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid'))  # noqa: S608  # one of its own tables
        for name in names
    }
    database = folder / DATABASE
    log = database.with_name(f"{DATABASE}-wal")
    others = [path for path in sorted(folder.rglob("*")) if path.is_file() and path not in {database, log}]
    contents = {
        "database": database.read_bytes(),
        "log": log.read_bytes() if log.exists() else b"",
        **of_others(others),
    }
    return Copy(tables, contents, folder / "index")


def joined(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as text, one after the other."""
    return b"\0".join(repr(row).encode() for row in rows)


def of_others(paths: list[Path]) -> dict[str, bytes]:
    """Return the files beside the database, by their names and by their times."""
    by_time = sorted(paths, key=lambda path: path.stat().st_mtime_ns)
    return {"index and other files": whole(paths), "other files by their times": whole(by_time)}


def whole(paths: Iterable[Path]) -> bytes:
    """Return what files hold, one after the other, without what is empty in them."""
    return b"".join(path.read_bytes().replace(_EMPTY, b"") for path in paths)


def _names(thing: Released) -> list[bytes]:
    """Return the bytes by which a thing can be known anywhere."""
    plain = uuid.UUID(thing.id)
    digest = [thing.digest.encode(), bytes.fromhex(thing.digest)] if thing.digest else []
    return [*digest, plain.hex.encode(), str(plain).encode(), plain.bytes]


def _words(thing: Released) -> list[bytes]:
    return [thing.words.encode()] if thing.words else []


def _in_bytes(
    data: bytes, things: list[Released], *, last: bool, names: Callable[[Released], Iterable[bytes]]
) -> Places:
    find = data.rfind if last else data.find
    places: Places = []
    for thing in things:
        hits = [place for name in names(thing) if (place := find(name)) >= 0]
        places.append((max(hits) if last else min(hits)) if hits else None)
    return places


def _by_file(copy: Copy, things: list[Released]) -> dict[str, Places]:
    """Return the places of things within the database, its log, and every other file put one after the other."""
    found: dict[str, Places] = {}
    for name, data in copy.contents.items():
        for last in (False, True):
            end = "last" if last else "first"
            found[f"{name}: {end} place of a name"] = _in_bytes(data, things, last=last, names=_names)
            found[f"{name}: {end} place of the words"] = _in_bytes(data, things, last=last, names=_words)
    return found


def _by_rows(copy: Copy, things: list[Released]) -> dict[str, Places]:
    """Return the places of things in every table that has a word about them, by its rows' own order.

    So foreign keys, marks and rows of the queue are tried without our knowing which tables have them.
    """
    found: dict[str, Places] = {}
    for table, rows in copy.tables.items():
        places = _in_bytes(rows, things, last=False, names=_names)
        if any(place is not None for place in places):
            found[f"rows of {table}"] = places
    return found


def _by_index(root: Path, things: list[Released]) -> dict[str, Places]:
    """Return the places of things among the index's documents, segment after segment."""
    from whoosh import index  # noqa: PLC0415  # its own warnings come with it

    with index.open_dir(str(root / (root / "current").read_text().strip())).reader() as reader:
        identifiers = reader.column_reader("id", translate=False)
        order = [identifiers[number].decode() for number in reader.all_doc_ids()]
    places = {name.rpartition(":")[2].replace("-", ""): float(number) for number, name in enumerate(order)}
    return {"documents of the index": [places.get(thing.id.replace("-", "")) for thing in things]}


def attacks(copy: Copy, things: list[Released]) -> dict[str, Places]:
    """Return every attack's places for the things, in their order there."""
    own: dict[str, Places] = {
        "row order": [float(thing.row) for thing in things],
        "identifiers": [float(uuid.UUID(thing.id).int) for thing in things],
        "receipt digests": [float(int(thing.digest, 16)) if thing.digest else None for thing in things],
        "transactions that wrote the rows": [thing.writer for thing in things],
    }
    by_index = _by_index(copy.index, things) if copy.index else {}
    return own | _by_rows(copy, things) | _by_file(copy, things) | by_index
