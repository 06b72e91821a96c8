"""Case codes, by which an applicant without an account returns to a case; owns their form and keyed digest.

They are written like the receipts of the anonymous channel, and share nothing else with them: neither key nor table, so
that no digest of the one is ever a digest of the other. A code travels in POST bodies only and is stored nowhere.
"""

import hashlib
import hmac
from functools import cache

from django.conf import settings

from accounts import form_tokens, lettering
from accounts.form_tokens import Age
from accounts.keys import load_key

KEY_NAME = "case-code-1"
LENGTH = 20
_SALT = "tolerance.case-form"
_CANDIDATE = lettering.candidate(LENGTH)


def new() -> str:
    """Return a new code: nineteen characters drawn at random, 95 bits, and one that checks them."""
    return lettering.draw(LENGTH)


def parse(typed: str) -> str:
    """Return the code that `typed` means, in its canonical form.

    Raises:
        MistypedError: the length, a character or the check character is wrong.
    """
    return lettering.read(typed, LENGTH)


def digest(code: str) -> str:
    """Return the keyed digest of a canonical code, 64 characters: all that the database holds of it."""
    return hmac.new(_key(), b"case:" + code.encode(), hashlib.sha256).hexdigest()


def found_in(text: str) -> bool:
    """Return whether `text` holds a code, of a case or a receipt: either would join what must stay apart."""
    return bool(lettering.found(text, _CANDIDATE))


def token(code: str | None = None) -> str:
    """Return a signed form token that carries `code`, or a new one."""
    return form_tokens.issued(code or new(), salt=_SALT)


def read_token(signed: str) -> tuple[str, Age] | None:
    """Return the code that a token carries and its age, or None where the signature is not ours."""
    return form_tokens.read(signed, salt=_SALT)


@cache
def _key() -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))
