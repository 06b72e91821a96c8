"""The only writers of the calendar's rows; own their bounds and the audit trail's lines about them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions import check_administer
from jobs.models import CalendarDay, CalendarYear
from jobs.workdays import published

# Holidays that have their date by law: New Year, Labour Day and National Day.
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_FRIDAY = 5


@transaction.atomic
def enter_day(*, day: date, worked: bool, words: str, actor: User) -> None:
    """Enter a day that is worked or free other than its week or the library's table says; replaces an earlier entry.

    Raises:
        PermissionDenied: the actor is no system administrator.
    """
    check_administer(actor, "calendar.edit")
    CalendarDay.objects.update_or_create(day=day, defaults={"worked": worked, "words": words})
    detail = {"worked": worked, "words": words}
    audit.record(actor=actor, act="calendar.day", subject=f"day:{day.isoformat()}", detail=detail)


@transaction.atomic
def drop_day(*, day: date, actor: User) -> None:
    """Take a day out again; nothing happens where it was not entered.

    Raises:
        PermissionDenied: the actor is no system administrator.
    """
    check_administer(actor, "calendar.edit")
    if CalendarDay.objects.filter(day=day).delete()[0]:
        audit.record(actor=actor, act="calendar.drop", subject=f"day:{day.isoformat()}")


@transaction.atomic
def change_year(*, year: int, whole: bool, actor: User) -> None:
    """Say that all days of a year were entered, so that deadlines may be counted in it, or take that back.

    Args:
        year: a year that the library does not hold.
        whole: whether its days are all there.
        actor: the system administrator.

    Raises:
        ValidationError: the library holds the year, or holidays that every year has were not entered.
        PermissionDenied: the actor is no system administrator.
    """
    check_administer(actor, "calendar.edit")
    if not whole:
        if CalendarYear.objects.filter(year=year).delete()[0]:
            audit.record(actor=actor, act="calendar.reopen", subject=f"year:{year}")
        return
    if published(year):
        raise ValidationError(_("This year is published already."))
    missing = _missing(year)
    if missing:
        raise ValidationError(_("Holidays of this year are not entered yet: %(days)s.") % {"days": "、".join(missing)})
    if CalendarYear.objects.get_or_create(year=year)[1]:
        audit.record(actor=actor, act="calendar.year", subject=f"year:{year}")


def _missing(year: int) -> list[str]:
    """Return holidays that every year has and that were not entered, so that a year is not called whole too early.

    Where the days of the moon fall nobody reckons here; but some day off belongs to the Spring Festival each year.
    """
    off = set(CalendarDay.objects.filter(day__year=year, worked=False).values_list("day", flat=True))
    fixed = [date(year, month, day) for month, day in _FIXED]
    missing = [day.isoformat() for day in fixed if day.isoweekday() <= _FRIDAY and day not in off]
    first, last = date(year, 1, 20), date(year, 2, 28)
    return missing if any(first <= day <= last for day in off) else [*missing, _("the Spring Festival")]
