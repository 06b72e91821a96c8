"""The signed token of the report form; owns its age and signature, and must never be stored.

It stands in for a CSRF cookie: public pages set none. It carries the receipt from the first page on, so that going
back, reloading or sending twice keeps the receipt that the reporter may have written down already. It is used once
because its receipt is: the database holds a receipt's digest at most once.
"""

import time
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.core import signing

from feedback import receipts

_SALT = "feedback.report-form"


class Age(Enum):
    """Whether a token may be used to send now."""

    YOUNG = "young"
    RIPE = "ripe"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Token:
    """A token that carries our signature: the receipt it is for and its age."""

    receipt: str
    age: Age


def issue(receipt: str | None = None) -> str:
    """Return a fresh token for `receipt`, or for a new one."""
    return signing.TimestampSigner(salt=_SALT).sign(receipt or receipts.new())


def read(signed: str) -> Token | None:
    """Return the token, or None where the signature is not ours."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        receipt = receipts.parse(signer.unsign(signed))
        # Read once more without the limits: Django's own `max_age` would not say what an old token was for.
        age = time.time() - signing.b62_decode(signed.rsplit(":", 2)[1])
    except (signing.BadSignature, receipts.MistypedReceiptError, ValueError):
        return None
    if age < settings.FORM_LEAST_AGE:
        return Token(receipt, Age.YOUNG)
    return Token(receipt, Age.OLD if age > settings.FORM_MOST_AGE else Age.RIPE)


def kept(signed: str) -> str:
    """Return `signed` if the signature is ours, however old, else a fresh token: for steps that store nothing."""
    return signed if read(signed) else issue()
