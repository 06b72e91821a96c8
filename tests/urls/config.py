"""What the addresses that belong to no room answer to whom."""

from tests.urls.roles import PUBLIC, STAFF

ANSWERS: dict[str, dict[str, int]] = {
    "home": PUBLIC,
    "promise": PUBLIC,
    "style": PUBLIC,
    "work": dict.fromkeys(STAFF, 200) | {"anonymous": 302},
}
