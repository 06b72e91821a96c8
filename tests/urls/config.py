"""What the addresses that belong to no room answer to whom."""

from tests.urls.roles import PUBLIC, STAFF

ANSWERS: dict[str, dict[str, int]] = {
    "home": PUBLIC,
    "promise": PUBLIC,
    "style": PUBLIC,
    "operation": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "system_admin": 200},
    "work": dict.fromkeys(STAFF, 200) | {"anonymous": 302},
}
