"""Filters that put codes, bands and Markdown into words; own the wording in templates, never a figure."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.markup import render_markdown
from feedback.forms import choices
from feedback.taxonomy import BURDENS, CAUSES, REMEDIES, Band

register = template.Library()
register.filter("markdown", render_markdown)

# How a state looks; everything else is quiet.
TONES = {
    "released": "active", "open": "active", "promised": "active", "reopened": "warn", "rebounded": "warn",
    "implemented": "good", "confirmed": "good", "settled": "good", "watched": "good",
}  # fmt: skip


@register.filter
def burden(code: str) -> str:
    """Return the name of a category of burdens."""
    return str(BURDENS.get(code, code))


@register.filter
def cause(code: str) -> str:
    """Return the name of a cause."""
    return str(CAUSES.get(code, code))


@register.filter
def remedy(code: str) -> str:
    """Return the name of a kind of remedy."""
    return str(REMEDIES.get(code, code))


@register.filter
def band(code: str, field: str) -> str:
    """Return the words of a band of `per_month`, `hours` or `people`."""
    return str(dict({"per_month": choices.per_month, "hours": choices.hours, "people": choices.people}[field]())[code])


@register.filter
def hours_a_month(span: Band | None) -> str:
    """Return a monthly range of staff-hours in words, "" where there is none."""
    if not span or not span[1]:
        return ""
    return _("%(low)s to %(high)s staff-hours a month") % {"low": _plain(span[0]), "high": _plain(span[1])}


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")  # noqa: PLR2004  # two digits suffice


@register.filter
def tone(state: str) -> SafeString:
    """Return the class that colours the badge of a state."""
    return SafeString(TONES.get(state, "quiet"))


@register.filter
def event_detail(detail: str) -> str:
    """Return the note of an event with the code of a remedy put into words."""
    code, _space, rest = detail.partition(" ")
    return f"{REMEDIES[code]} {rest}".strip() if code in REMEDIES else detail


@register.filter
def in_plain_words(state: str) -> str:
    """Return what a problem's state means for those who suffer from it."""
    return {
        "open": _("It is taken up; a unit that can remove it is being sought."),
        "assigned": _("A unit that can remove it has been asked to promise a remedy."),
        "promised": _("A remedy is promised, with a date."),
        "implemented": _("The remedy is said to be carried out. Those who reported it are asked whether that is true."),
        "confirmed": _("Those who reported it confirm that it is gone."),
        "reopened": _("Those who reported it say it is not gone. It is open again."),
        "watched": _("It seems gone, and is watched for 90 days."),
        "rebounded": _("It came back, and is open again."),
        "settled": _("It is gone, and has stayed away."),
        "kept": _("The burden stays. The reason is given below."),
    }[state]


@register.filter
def task_tone(state: str) -> SafeString:
    """Return the class that colours the badge of a task's state."""
    return SafeString({"in_force": "active", "kept": "warn", "cancelled": "good"}.get(state, "quiet"))
