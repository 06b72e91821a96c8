"""The first line of a backup: the day it was made and what it needs; owns which backups may come back (contract 11)."""

import json
from dataclasses import asdict, dataclass
from datetime import date

KIND, KEYS_KIND = "qingzhuang backup", "qingzhuang keys"
# Raise it when an older program could not read what this one writes.
FORMAT = 1


class UnusableBackupError(ValueError):
    """This backup must not or cannot be restored; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in the clear in front of a backup. It names a day, never a time.

    Attributes:
        made_on: the day.
        retention_days: how long words were kept when it was made.
        database: the kind of database, `sqlite` or `postgresql`.
        format: the version of the archive's form.
    """

    made_on: date
    retention_days: int
    database: str
    format: int = FORMAT

    def as_line(self) -> bytes:
        """Return the manifest as the first line of a file."""
        values = {"kind": KIND, **asdict(self), "made_on": self.made_on.isoformat()}
        return json.dumps(values).encode() + b"\n"


def read_manifest(line: bytes) -> Manifest:
    """Return what the first line of a file says, unproved.

    Raises:
        UnusableBackupError: it is not a backup, or one of a newer program.
    """
    try:
        values = json.loads(line)
        if values.pop("kind") != KIND:
            raise UnusableBackupError("This file is not a backup of Qingzhuang.")
        found = Manifest(**values | {"made_on": date.fromisoformat(values["made_on"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableBackupError("This file is not a backup of Qingzhuang.") from error
    if found.format > FORMAT:
        raise UnusableBackupError("This backup was made by a newer version of Qingzhuang. Install that version first.")
    return found


def check_age(manifest: Manifest, *, today: date, retention_days: int) -> None:
    """Do nothing if a backup of this day may be restored.

    Args:
        manifest: the backup's.
        today: the day.
        retention_days: how long words are kept now; the shorter of this and the backup's own holds.

    Raises:
        UnusableBackupError: it is too old, or from the future.
    """
    age, limit = (today - manifest.made_on).days, min(retention_days, manifest.retention_days)
    if age < 0:
        raise UnusableBackupError(
            f"This backup says it was made on {manifest.made_on}, still to come. Set this machine's clock right."
        )
    if age >= limit:
        raise UnusableBackupError(
            f"This backup was made on {manifest.made_on}, {age} days ago. Reporters were promised that their words are "
            f"deleted {limit} days after a report is closed. Reports closed since that day stand in this backup as "
            "open, so nothing could tell which words must stay deleted. It is not restored; delete it."
        )
