"""What the addresses around the time of a case, and around its effects, answer to whom."""

from typing import Any

from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tests.urls.roles import STAFF
from tests.urls.tolerance import POSTED

ANSWERS: dict[str, dict[str, int]] = {
    "case_limits": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "leader": 200},
    "cases_risen": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "leader": 200, "superior": 200},
    # The case is being verified: nobody may know of an outcome.
    "case_effects": dict.fromkeys(STAFF, 404) | {"anonymous": 302},
    "case_effect_check": POSTED,
    "effects_due": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "secretary": 200},
    "case_extension": POSTED,
    "case_extension_answer": POSTED,
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses that take some."""
    of_case = {"case_id": case_in("verifying", organisation, cast).pk}
    return {
        "case_effects": of_case,
        "case_effect_check": of_case | {"check_id": 1},
        "case_extension": of_case,
        "case_extension_answer": of_case | {"extension_id": 1},
    }
