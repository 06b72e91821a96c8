"""Evidence files: how they are sealed, what they are called, and who may add some when; never a rule of the procedure.

They are written anew by `jobs.rebuilding` as the anonymous channel's are, under a key that belongs to cases alone.
"""

import re
import unicodedata
from functools import cache

from django.conf import settings

from accounts.keys import load_key
from accounts.models import User
from jobs.rebuilding import Kind, Rebuilt
from jobs.rebuilding.packing import packed, unpacked
from jobs.sealing import decrypted, encrypted
from tolerance.bodies import seat_now
from tolerance.models import Case, EvidenceFile, Seat
from tolerance.statements import may_state

KEY_NAME = "evidence-1"
MOST_FILES = 20
_LONGEST = 80
_OWN = (Case.State.DRAFT, Case.State.SUPPLEMENT)
# What file systems and headers take amiss.
_ODD = re.compile(r'[<>:"|?*]+')


def clean_name(typed: str, kind: Kind) -> str:
    """Return the name under which a file is kept: without folders, signs that cannot be seen, and a false ending.

    Args:
        typed: the name as the browser sent it.
        kind: what the file was written anew as, which gives the ending.
    """
    base = unicodedata.normalize("NFC", typed).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in base)
    stem = _ODD.sub(" ", seen)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem.strip())
    stem = " ".join(stem.split())[:_LONGEST].strip(" .")
    return f"{stem or 'file'}.{kind}"


def sealed_of(file: Rebuilt) -> bytes:
    """Return a file with its preview, sealed under the key of cases."""
    return encrypted(packed(file), _key())


def opened(file: EvidenceFile) -> Rebuilt:
    """Return the file and its preview.

    Raises:
        jobs.sealing.BrokenSealError: the key is another one or the bytes were changed.
    """
    return unpacked(decrypted(file.sealed, _key()), kind=Kind(file.kind), size=file.size, preview=file.preview_size)


def may_add(user: User, case: Case) -> bool:
    """Return whether `user`, who may see the case, may add files now: the applicant in hand or heard, a verifier."""
    if case.applicant_id == user.pk:
        return case.state in _OWN or may_state(user, case)
    seat = seat_now(user, case)
    return seat is not None and seat.part == Seat.Part.VERIFIER


def may_remove(user: User, file: EvidenceFile) -> bool:
    """Return whether `user` may take a file back: whoever added it, until somebody else works with it."""
    mine = file.added_by_id == user.pk and file.erased_on is None
    if file.case.applicant_id == user.pk:
        return mine and file.case.state in _OWN
    return mine and may_add(user, file.case)


@cache
def _key() -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))
