"""The signed token of the report form; owns what it carries, and must never be stored.

It stands in for a CSRF cookie: public pages set none. It carries the receipt from the first page on, so that going
back, reloading or sending twice keeps the receipt that the reporter may have written down already. It is used once
because its receipt is: the database holds a receipt's digest at most once.
"""

from dataclasses import dataclass

from accounts import form_tokens, lettering
from accounts.form_tokens import Age
from feedback import receipts

__all__ = ["Age", "Token", "issue", "kept", "read"]

_SALT = "feedback.report-form"


@dataclass(frozen=True, slots=True)
class Token:
    """A token that carries our signature: the receipt it is for and its age."""

    receipt: str
    age: Age


def issue(receipt: str | None = None) -> str:
    """Return a fresh token for `receipt`, or for a new one."""
    return form_tokens.issued(receipt or receipts.new(), salt=_SALT)


def read(signed: str) -> Token | None:
    """Return the token, or None where the signature is not ours."""
    found = form_tokens.read(signed, salt=_SALT)
    if found is None:
        return None
    try:
        return Token(receipts.parse(found[0]), found[1])
    except lettering.MistypedError:
        return None


def kept(signed: str) -> str:
    """Return `signed` if the signature is ours, however old, else a fresh token: for steps that store nothing."""
    return signed if read(signed) else issue()
