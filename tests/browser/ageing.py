"""Lets days pass for one problem of a server beside the tests: its whole past is set back, then the day's jobs run.

Run as a module with the server's environment, the problem's title and how many days have passed. Nothing but dates
is changed, and all by the same number, so that what follows is what would have followed had it all been so long ago.
"""

import os
import sys
from datetime import date, timedelta

import django


def _set_back(title: str, days: int) -> None:
    from feedback.models import Problem  # noqa: PLC0415  # Django must be set up first

    problem = Problem.objects.get(title=title)
    related = (problem.events, problem.remedies, problem.rises, problem.reports, problem.supervisions)
    for row in (problem, *(row for rows in related for row in rows.all())):
        for field in row._meta.concrete_fields:  # noqa: SLF001  # Django documents it as public
            value = getattr(row, field.attname)
            if isinstance(value, date):
                setattr(row, field.attname, value - timedelta(days=days))
        row.save()


def _run_jobs() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from feedback.services.judging import pass_day  # noqa: PLC0415
    from feedback.services.release import release_all  # noqa: PLC0415
    from feedback.services.rising import raise_late  # noqa: PLC0415
    from feedback.winding import wind_all_clocks  # noqa: PLC0415

    today = timezone.localdate()
    release_all(today=today)
    pass_day(today=today)
    wind_all_clocks()
    raise_late(today=today)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    _set_back(sys.argv[1], int(sys.argv[2]))
    _run_jobs()
