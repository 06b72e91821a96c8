"""The Markdown that staff may write; owns what survives of it, and never lets raw HTML through.

Reporters' words are plain text and never come here.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = frozenset({"a", "br", "em", "li", "ol", "p", "strong", "ul"})
SCHEMES = frozenset({"https", "mailto"})

# "zero" knows paragraphs and text only; every further rule is switched on by name, so an update adds none.
_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "link", "escape", "entity", "newline"],
)


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
    return clean_html(_MARKDOWN.render(text))
