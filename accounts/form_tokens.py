"""Signed tokens of public forms; owns their signature and age, and must never be stored.

They stand in for a CSRF cookie, since public pages set none. What they carry is not secret to whoever has the form.
"""

import time
from enum import Enum

from django.conf import settings
from django.core import signing


class Age(Enum):
    """Whether a token may be used to send now."""

    YOUNG = "young"
    RIPE = "ripe"
    OLD = "old"


def issued(value: str, *, salt: str) -> str:
    """Return a fresh token that carries `value`, for the forms that share `salt`."""
    return signing.TimestampSigner(salt=salt).sign(value)


def read(signed: str, *, salt: str) -> tuple[str, Age] | None:
    """Return what a token carries and its age, or None where the signature is not ours."""
    try:
        value = signing.TimestampSigner(salt=salt).unsign(signed)
        # Read once more without the limits: Django's own `max_age` would not say what an old token was for.
        age = time.time() - signing.b62_decode(signed.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError):
        return None
    if age < settings.FORM_LEAST_AGE:
        return value, Age.YOUNG
    return value, Age.OLD if age > settings.FORM_MOST_AGE else Age.RIPE
