"""Filters that say whether a day can be relied on; own the wording in templates, never a rule."""

from datetime import date

from django import template
from django.utils.translation import gettext as _

from jobs.workdays import current_calendar, published

register = template.Library()


@register.filter
def unpublished(day: date | None) -> str:
    """Return a sentence where the working days of the year of `day` are not known yet, else ""."""
    if day is None or published(day.year) or current_calendar().knows(day.year):
        return ""
    return _("The working days of %(year)d are not published yet: this may turn out to be no working day.") % {
        "year": day.year
    }


@register.filter
def not_counted(began_on: date) -> str:
    """Return why a limit that began on this day has no last day yet."""
    year = current_calendar().first_unknown(began_on.year)
    return _("The last day cannot be said yet: the working days of %(year)d are not published.") % {"year": year}
