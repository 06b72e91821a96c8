"""Every environment variable the project reads, in one table; owns parsing, and fails loudly on an unknown one."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


class BadEnvironmentError(RuntimeError):
    """An environment variable is unknown or cannot be understood."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its name, its default as text, and what it is for."""

    name: str
    default: str
    purpose: str


VARIABLES: tuple[Variable, ...] = (
    Variable("QZ_DATA", "var", "Folder of all state; relative paths are taken from the project's folder."),
    Variable("QZ_KEYS", "", "Folder of the keys; empty means `keys` inside QZ_DATA. Better on another disk."),
    Variable("QZ_HOST", "127.0.0.1", "Address the web server listens on."),
    Variable("QZ_PORT", "8000", "Port the web server listens on."),
    Variable("QZ_WEB_WORKERS", "2", "Number of web server processes; each makes use of one processor."),
    Variable("QZ_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the site answers to, separated by commas."),
    Variable("QZ_HTTPS", "0", "1 when a reverse proxy serves the site over HTTPS: secure cookies and HSTS."),
    Variable("QZ_DATABASE_URL", "", "postgresql://user:password@host:port/name; empty means SQLite inside QZ_DATA."),
    Variable("QZ_SEARCH", "whoosh", "Search index: `whoosh`, files of one machine; `postgresql`, in that database."),
    Variable("QZ_DEMO", "0", "1 loads the demo organisation, releases reports at once and shows a banner."),
    Variable("QZ_DEBUG", "0", "1 shows the style guide and detailed error pages. Never in production."),
    Variable("QZ_FONT_FANGSONG", "", "Font file for the text of official documents; empty means Fandol's FangSong."),
    Variable("QZ_FONT_KAI", "", "Font file for their third-level headings and notes; empty means Fandol's Kai."),
    Variable("QZ_FONT_HEI", "", "Font file for their headings; empty means Noto Sans CJK SC."),
    Variable("QZ_FONT_TITLE", "", "Font file for their titles; empty means Noto Serif CJK SC in bold."),
    Variable("QZ_POOL_BATCH", "5", "Reports and messages that must lie in the pool before a batch is released."),
    Variable("QZ_POOL_DAYS", "3", "Days after which whatever lies in the pool is released even alone."),
    Variable("QZ_FILE_COUNT", "3", "Files that a reporter may add to a report."),
    Variable("QZ_FILE_TOTAL", "12", "Files that may come in under one receipt, with the report and later."),
    Variable("QZ_FILE_MB", "5", "Size of one such file in millions of bytes."),
    Variable("QZ_FILE_MEGAPIXELS", "40", "Pixels of one picture in millions."),
    Variable("QZ_FILE_PAGES", "50", "Pages of one PDF document."),
    Variable("QZ_FILE_SECONDS", "20", "Seconds that rebuilding one file may take."),
    Variable("QZ_FILE_MEMORY_MB", "800", "Memory that rebuilding one file may take, in millions of bytes."),
    Variable("QZ_UNIT_FLOOR", "20", "Staff a unit needs before a reporter is offered it as own unit."),
    Variable("QZ_RETENTION_DAYS", "180", "Days after a report is closed until its words and messages are deleted."),
    Variable("QZ_EVIDENCE_DAYS", "365", "Days after a case has ended until its evidence files are erased."),
    Variable("QZ_LIMIT_LOOK", "5", "Working days until a problem is assigned, where its unit says nothing else."),
    Variable("QZ_LIMIT_PROMISE", "15", "Working days from there until a remedy is promised."),
    Variable("QZ_LIMIT_IMPLEMENT", "60", "Working days that a promise may reach into the future."),
    Variable("QZ_LIMIT_RISE", "5", "Working days that lateness rests at one level before it rises to the next."),
    Variable("QZ_DIGEST_GRACE", "14", "Days after a quarter's end until its reports are counted, for good."),
    Variable(
        "QZ_DIGEST_KINDS", "quarter", "Periods whose editions build themselves: of month, quarter, year, by commas."
    ),
    Variable("QZ_DIGEST_DAYS", "5", "Days after which an edition that nobody released releases itself."),
    Variable(
        "QZ_FLOOD_SITE", "3000", "Reports and messages the site takes in at once before it says to come back later."
    ),
    Variable("QZ_FLOOD_UNIT", "300", "Reports that one receiving unit takes in at once."),
    Variable("QZ_FLOOD_FILES", "300", "Files that the site writes anew at once."),
    Variable("QZ_FLOOD_REFILL", "10", "Percent of all three that come back every five minutes."),
    Variable("QZ_FLOOD_LOW", "40", "Percent left below which senders are asked for a proof."),
    Variable("QZ_PROOF_COST", "5000", "Rounds of PBKDF2 in one try of a proof; a browser needs 256 tries on average."),
    Variable("QZ_SMTP_URL", "", "Mail server for digests: smtp, smtp+starttls or smtps://user:password@host:port."),
    Variable("QZ_MAIL_FROM", "", "Address that digests are sent from."),
    Variable("QZ_CODE_DAYS", "180", "Days for which a sheet of tear-off codes is good."),
    Variable("QZ_PUBLIC_ADDRESS", "", "Address that posters print, https://...; empty: the one they are ordered at."),
    Variable("QZ_CELL_FLOOR", "10", "Smallest count a statistic shows below the top level."),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return every variable with its value or default.

    Raises:
        BadEnvironmentError: a variable starts with QZ_ and is not in the table.
    """
    unknown = sorted(name for name in environ if name.startswith("QZ_") and name not in _BY_NAME)
    if unknown:
        raise BadEnvironmentError(f"Unknown environment variable: {', '.join(unknown)}. See docs/operations.md.")
    return {variable.name: environ.get(variable.name, variable.default) for variable in VARIABLES}


def flag(values: Mapping[str, str], name: str) -> bool:
    """Return a 0/1 variable as a bool.

    Raises:
        BadEnvironmentError: the value is neither 0 nor 1.
    """
    if values[name] not in {"0", "1"}:
        raise BadEnvironmentError(f"{name} must be 0 or 1, not {values[name]!r}.")
    return values[name] == "1"


def number(values: Mapping[str, str], name: str, *, least: int = 1, most: int | None = None) -> int:
    """Return an integer variable that is at least `least`, and at most `most` where that is given.

    Raises:
        BadEnvironmentError: the value is no integer, too small or too large.
    """
    try:
        value = int(values[name])
    except ValueError:
        raise BadEnvironmentError(f"{name} must be a whole number, not {values[name]!r}.") from None
    if value < least:
        raise BadEnvironmentError(f"{name} must be at least {least}, not {value}.")
    if most is not None and value > most:
        raise BadEnvironmentError(f"{name} must be at most {most}, not {value}.")
    return value


def chosen(values: Mapping[str, str], name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the words of a variable, separated by commas, each of which must be among `known`.

    Raises:
        BadEnvironmentError: one is not.
    """
    words = tuple(word.strip() for word in values[name].split(",") if word.strip())
    if unknown := [word for word in words if word not in known]:
        raise BadEnvironmentError(f"{name} knows {', '.join(known)}, and not {unknown[0]!r}.")
    return words


def data_dir(values: Mapping[str, str]) -> Path:
    """Return the absolute folder of all state, without creating it."""
    return (BASE_DIR / values["QZ_DATA"]).resolve()


def keys_dir(values: Mapping[str, str]) -> Path:
    """Return the absolute folder of the keys, without creating it."""
    return (BASE_DIR / values["QZ_KEYS"]).resolve() if values["QZ_KEYS"] else data_dir(values) / "keys"
