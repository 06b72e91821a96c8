"""What the addresses that belong to no room answer to whom."""

from tests.cast import Cast, Organisation
from tests.urls.roles import EVERYONE, PUBLIC, STAFF

ANSWERS: dict[str, dict[str, int]] = {
    "home": PUBLIC,
    "icon": dict.fromkeys(EVERYONE, 302),
    "promise": PUBLIC,
    "style": PUBLIC,
    "operation": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "system_admin": 200},
    "calendar": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "system_admin": 200},
    "calendar_year": dict.fromkeys(STAFF, 405) | {"anonymous": 302},
    "calendar_drop": dict.fromkeys(STAFF, 405) | {"anonymous": 302},
    "work": dict.fromkeys(STAFF, 200) | {"anonymous": 302},
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, int]]:
    """Return the arguments of the acts upon the calendar."""
    return {"calendar_year": {"year": 2027}, "calendar_drop": {"year": 2027, "month": 1, "day": 1}}
