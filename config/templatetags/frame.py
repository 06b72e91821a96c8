"""Filters of the page frame; owns how a page's heading becomes its one h1, and which link of a menu stands for it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.menu import standing_for

register = template.Library()


@register.filter
def as_heading(block: str) -> SafeString:
    """Return a heading block as the page's h1: plain text is wrapped, its own h1 or nothing is left alone."""
    text = SafeString(block.strip())
    if not text or "<h1" in text:
        return mark_safe(text)  # noqa: S308  # rendered by a template, which has escaped it
    return format_html("<h1>{}</h1>", text)


register.filter(standing_for)
