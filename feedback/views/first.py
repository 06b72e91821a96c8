"""The empty form; owns that it is made once as long as nothing that it shows changes, and never keeps a token.

It is the same for everybody but for the token, and making it anew took more than all other steps of a report together.
So it is kept in the process with a place left open. Nothing in it, nor in what it is kept by, comes from a reporter: a
request that says more than the address, such as a query, gets a form of its own.
"""

from collections.abc import Callable, Hashable, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

from accounts.models import Unit
from accounts.tree import Tree, current_tree
from feedback import anonymity, tokens

# No token looks like it, and HTML has nothing to escape in it.
PLACE = "0000-place-0000"
_MOST = 4  # two languages, and room for what is being replaced
_kept: dict[Hashable, tuple[Tree, str]] = {}


def empty_form(demanding: Sequence[Unit], make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the empty form with a fresh token.

    Args:
        demanding: the units that the form names because they take reports with a code only.
        make: makes the page with `PLACE` as its token.
    """
    key = (
        get_language(),
        tuple((unit.pk, unit.name) for unit in demanding),
        (anonymity.pool_batch(), anonymity.pool_days(), anonymity.releases_at_once(), anonymity.unit_floor()),
        (settings.DEMO, settings.STYLE_GUIDE),
    )
    tree, kept = current_tree(), _kept.get(key)
    if kept is None or kept[0] is not tree:
        if len(_kept) >= _MOST:
            _kept.clear()
        kept = _kept[key] = (tree, make().content.decode())
    return HttpResponse(kept[1].replace(PLACE, tokens.issue()))
