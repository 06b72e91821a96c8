"""Proof of work in the protocol of ALTCHA; owns what a proof is for and its price, and keeps nothing.

A challenge is signed and names what it is for, so its solution serves for that alone. What it is for can be stored
once, so the solution is used once, and nobody has to remember it.
"""

import base64
import json
import time

from altcha import create_challenge, verify_solution
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_ALGORITHM = "PBKDF2/SHA-256"
_MOST = 4000
_COUNTERS = 2**32


def challenge_for(about: str) -> str:
    """Return a challenge, as JSON, whose solution passes for `about` alone and for a day."""
    challenge = create_challenge(
        _ALGORITHM,
        int(settings.PROOF_COST),
        key_prefix="00",
        expires_at=int(time.time()) + settings.FORM_MOST_AGE,
        data={"for": about},
        hmac_secret=_secret(),
    )
    return json.dumps(challenge.to_dict())


def is_solution(payload: str, about: str) -> bool:
    """Return whether `payload`, base64 of JSON as ALTCHA has it, solves one of our challenges for `about`."""
    if not payload or len(payload) > _MOST:
        return False
    try:
        said = json.loads(base64.b64decode(payload, validate=True))
        purpose, counter = said["challenge"]["parameters"]["data"]["for"], said["solution"]["counter"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    if not isinstance(purpose, str) or not constant_time_compare(purpose, about):
        return False
    if type(counter) is not int or not 0 <= counter < _COUNTERS:
        return False
    return bool(verify_solution(payload, _secret()).verified)


def _secret() -> str:
    return salted_hmac("feedback.floods.proof", "").hexdigest()
