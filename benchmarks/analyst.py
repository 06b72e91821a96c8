"""What somebody with a copy of all files can try, to learn in which order what a batch holds came in.

Every attack gives each report, used code, voice or file a place, or None where it says nothing. Owns the attacks, and
never knows the truth.
"""

import sqlite3
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

DATABASE = "qingzhuang.sqlite3"
Places = list[float | None]


@dataclass(frozen=True)
class Released:
    """One released report, used code, voice or file, as the database shows it; what it has none of is empty."""

    row: int
    id: str
    digest: str
    words: str


@dataclass(frozen=True)
class Copy:
    """A copy of `QZ_DATA`, and what one batch became in it: reports, or codes, voices or files."""

    folder: Path
    opened: sqlite3.Connection
    reports: list[Released]

    @property
    def database(self) -> Path:
        """The copied database; `opened` is a further copy of it, since opening one changes it and its log."""
        return self.folder / DATABASE

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        return self.opened.execute(question).fetchall()


def _names(report: Released) -> list[bytes]:
    """Return the bytes by which a report can be known anywhere."""
    plain = uuid.UUID(report.id)
    digest = [report.digest.encode(), bytes.fromhex(report.digest)] if report.digest else []
    return [*digest, plain.hex.encode(), str(plain).encode(), plain.bytes]


def _in_bytes(data: bytes, copy: Copy, *, last: bool, names: Callable[[Released], Iterable[bytes]]) -> Places:
    find = data.rfind if last else data.find
    places: Places = []
    for report in copy.reports:
        hits = [place for name in names(report) if (place := find(name)) >= 0]
        places.append((max(hits) if last else min(hits)) if hits else None)
    return places


def _words(report: Released) -> list[bytes]:
    return [report.words.encode()] if report.words else []


def _by_file(copy: Copy) -> dict[str, Places]:
    """Return the places of reports within the database, its log, and every other file put one after the other."""
    log = copy.database.with_name(copy.database.name + "-wal")
    others = [path for path in sorted(copy.folder.rglob("*")) if path.is_file() and path not in {copy.database, log}]
    by_time = sorted(others, key=lambda path: path.stat().st_mtime_ns)
    contents = {
        "database": copy.database.read_bytes(),
        "log": log.read_bytes() if log.exists() else b"",
        "index and other files": b"".join(path.read_bytes() for path in others),
        "other files by their times": b"".join(path.read_bytes() for path in by_time),
    }
    found: dict[str, Places] = {}
    for name, data in contents.items():
        for last in (False, True):
            end = "last" if last else "first"
            found[f"{name}: {end} place of a name"] = _in_bytes(data, copy, last=last, names=_names)
            found[f"{name}: {end} place of the words"] = _in_bytes(data, copy, last=last, names=_words)
    return found


def _by_rows(copy: Copy) -> dict[str, Places]:
    """Return the places of reports in every table that has a word about them, by its rows' own order.

    So foreign keys, marks and rows of the queue are tried without our knowing which tables have them.
    """
    found: dict[str, Places] = {}
    for (table,) in copy.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        rows = copy.rows(f'SELECT * FROM "{table}" ORDER BY rowid')  # noqa: S608  # one of its own tables
        texts = b"\0".join(repr(row).encode() for row in rows)
        places = _in_bytes(texts, copy, last=False, names=_names)
        if any(place is not None for place in places):
            found[f"rows of {table}"] = places
    return found


def _by_index(copy: Copy) -> dict[str, Places]:
    """Return the places of reports among the index's documents, segment after segment."""
    from whoosh import index  # noqa: PLC0415  # its own warnings come with it

    root = copy.folder / "index"
    with index.open_dir(str(root / (root / "current").read_text().strip())).reader() as reader:
        identifiers = reader.column_reader("id", translate=False)
        order = [identifiers[number].decode() for number in reader.all_doc_ids()]
    places = {name.rpartition(":")[2].replace("-", ""): float(number) for number, name in enumerate(order)}
    return {"documents of the index": [places.get(report.id.replace("-", "")) for report in copy.reports]}


def attacks(copy: Copy) -> dict[str, Places]:
    """Return every attack's places for the reports of the copy, in their order there."""
    own: dict[str, Places] = {
        "row order": [float(report.row) for report in copy.reports],
        "identifiers": [float(uuid.UUID(report.id).int) for report in copy.reports],
        "receipt digests": [float(int(report.digest, 16)) if report.digest else None for report in copy.reports],
    }
    return own | _by_rows(copy) | _by_file(copy) | _by_index(copy)
