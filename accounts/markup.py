"""The Markdown that staff may write; owns what survives of it, and never lets raw HTML through.

Reporters' words are plain text and never come here.
"""

from collections.abc import Callable
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = frozenset({"a", "br", "em", "li", "ol", "p", "strong", "ul"})
SCHEMES = frozenset({"https", "mailto"})


@lru_cache(maxsize=1)
def _markdown() -> Callable[[str], str]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  # takes long to load, and most commands show no text

    # "zero" knows paragraphs and text only; every further rule is switched on by name, so an update adds none.
    rules = ["list", "emphasis", "link", "escape", "entity", "newline"]
    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(rules).render


def clean_html(html: str) -> SafeString:
    """Return `html` reduced to the tags and links that are allowed; the only place that calls the sanitiser."""
    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308  # this is the sanitiser's own output


def render_markdown(text: str) -> SafeString:
    """Return limited Markdown as HTML: paragraphs, line breaks, emphasis, lists, and links by https or mailto."""
    return clean_html(_markdown()(text))
