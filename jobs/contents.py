"""Lets WeasyPrint lay out a page of contents twice and not three times; owns only that patch.

Numbers of pages that come later are known when the first pass is over. WeasyPrint then lays the page of contents out
once more as it was, looks them up, and once more with them. The patch looks them up before. As with `jobs.justify`, it
holds for the version of WeasyPrint that is pinned there.
"""

import copy
from typing import Any

_ALL = "pages"


def install(page: Any) -> None:
    """Patch WeasyPrint; doing it again changes nothing.

    Args:
        page: its module `layout.page`.
    """
    if not getattr(page, "ignores_how_many_pages", False):
        page.ignores_how_many_pages = True
        page.remake_page = _sparing(page.remake_page)


def _sparing(remake: Any) -> Any:
    def look_up_and_remake(index: int, context: Any, *others: Any) -> Any:
        pages = context.page_maker
        if pages[index][3][1].get(_ALL, [0]) != [0]:
            # Not the first pass: the counters of this page stand where the next one begins.
            _look_up(index, pages[index + 1][3][1], context.target_collector)
        return remake(index, context, *others)

    return look_up_and_remake


def _look_up(index: int, counters: dict[str, Any], known: Any) -> None:
    for target in known.target_lookup_items.values():
        if target.cached_page_counter_values:
            target.cached_page_counter_values[_ALL] = list(counters[_ALL])
    for item in known.counter_lookup_items.values():
        if item.page_maker_index == index:
            item.cached_page_counter_values = copy.deepcopy(counters)
            item.parse_again(counters)
