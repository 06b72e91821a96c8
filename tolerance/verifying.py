"""Tells whether a letter is authentic, by number and check code; owns the answer, and keeps nothing of the asker."""

import hmac
import re
from dataclasses import dataclass

from tolerance.letters import check_code
from tolerance.models import Letter

_OPENING, _CLOSING = re.compile(r"[\[(（【〔［]"), re.compile(r"[\])）】〕］]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the public page says.

    Attributes:
        kind: the name of the letter's kind; empty where no letter has this number and code.
        sha256: its hash; empty likewise.
        same_hash: whether the hash that was typed is the same; None where none was typed.
    """

    kind: str = ""
    sha256: str = ""
    same_hash: bool | None = None


def _plain(text: str) -> str:
    return re.sub(r"[\s\-－—]", "", text).upper()


def verify(number: str, code: str, sha256: str = "") -> Answer:
    """Return whether a letter with this number and check code was issued here.

    Args:
        number: as it stands on the letter; any kind of bracket will do.
        code: its check code, with or without the hyphen.
        sha256: a hash to be compared, as far as it was typed; may be empty.
    """
    tidy = _CLOSING.sub("〕", _OPENING.sub("〔", re.sub(r"\s", "", number)))
    letter = Letter.objects.filter(number=tidy).first()
    right = letter is not None and hmac.compare_digest(
        _plain(check_code(letter.sha256)).encode(), _plain(code).encode()
    )
    if letter is None or not right:
        return Answer()
    typed = _plain(sha256).lower()
    return Answer(str(letter.get_kind_display()), letter.sha256, letter.sha256 == typed if typed else None)
