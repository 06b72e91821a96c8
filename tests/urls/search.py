"""What each role gets at the addresses of the room `search`."""

from typing import Any

from search.models import SavedSearch
from tests.cast import Cast, Organisation
from tests.urls.roles import PUBLIC, STAFF

_SIGNED_IN = {"anonymous": 302, **dict.fromkeys(STAFF, 200)}
_POST_ONLY = {"anonymous": 302, **dict.fromkeys(STAFF, 405)}
_WORDS = {**_SIGNED_IN, **dict.fromkeys(STAFF, 403), "handler": 200, "outsider": 200, "secretary": 200}

ANSWERS: dict[str, dict[str, int]] = {
    "search": PUBLIC,
    "work_search": _SIGNED_IN,
    "search_keep": _POST_ONLY,
    "search_seen": _POST_ONLY,
    "search_forget": _POST_ONLY,
    "words": _WORDS,
    "words_switch": _POST_ONLY,
}


def arguments(_organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    row = SavedSearch.objects.create(user=cast.handler, text="报表")
    return {"search_seen": {"key": row.pk}, "search_forget": {"key": row.pk}}
