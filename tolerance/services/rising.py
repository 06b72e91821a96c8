"""Lets late cases rise to the units above; owns the rows of `CaseRise`, which the system alone writes."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts import audit
from accounts.models import Unit
from accounts.tree import current_tree
from jobs.deadlines import Rising, risings
from jobs.workdays import Calendar, current_calendar
from tolerance.models import Case, CaseRise
from tolerance.models.case import RISEN
from tolerance.procedure import PHASES
from tolerance.workflow import SYSTEM, write_line

# An applicant who does not supplement harms nobody else: nothing of that rises.
RISING = frozenset(PHASES) - {"supplement"}


def late_phases(case: Case, today: date) -> Iterator[tuple[str, date]]:
    """Return the phases of `case` that are late on day `today`, each with the day on which it was due."""
    for phase, due in ((case.state, case.due_on), (case.correction, case.correction_due_on)):
        if phase in RISING and due is not None and due < today:
            yield phase, due


def raise_late_cases(*, today: date) -> int:
    """Put what is late before the units above, each level once, and return how many times that was done.

    Each rise is a transaction of its own: whoever is interrupted finds the rest undone, and does nothing twice.

    Args:
        today: the day; days that nobody looked are made up for.
    """
    late = Q(state__in=RISING, due_on__lt=today) | Q(correction__in=RISING, correction_due_on__lt=today)
    cases = list(Case.objects.filter(late).prefetch_related("rises"))
    calendar, tree = current_calendar(), current_tree()
    return sum(
        _raise(case, phase, rising, unit, today)
        for case in cases
        for phase, due in late_phases(case, today)
        for rising, unit in _reached(due, tree.line(case.unit_id)[1:], today, calendar)
        if (phase, due, rising.level) not in {(one.phase, one.due_on, one.level) for one in case.rises.all()}
    )


def _reached(due: date, units: list[Unit], today: date, calendar: Calendar) -> list[tuple[Rising, Unit]]:
    pause = int(settings.LIMIT_RISE)
    reached = risings(due, levels=len(units), pause=pause, today=today, calendar=calendar)
    return [(rising, units[rising.level - 1]) for rising in reached]


def _raise(case: Case, phase: str, rising: Rising, unit: Unit, today: date) -> bool:
    try:
        with transaction.atomic():
            # Held, so that a step or an extension of this moment comes before or after, and never in between.
            fresh = Case.objects.select_for_update().get(pk=case.pk)
            if (phase, rising.due) not in late_phases(fresh, today):
                return False
            CaseRise.objects.create(case=case, phase=phase, due_on=rising.due, level=rising.level, unit=unit, on=today)
            write_line(case, on=today, source=phase, target=RISEN, right=SYSTEM, detail=unit.name)
            facts = {"phase": phase, "level": rising.level, "unit": unit.pk}
            audit.record(actor=None, act="case.risen", subject=f"case:{case.pk}", detail=facts)
    except IntegrityError:  # another worker was quicker
        return False
    return True
