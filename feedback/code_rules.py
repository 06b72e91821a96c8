"""THE rule of who asks for tear-off codes and how long a sheet is good; owns the answers, and writes nothing.

A demand counts only while there are good sheets that staff of the unit, or above or below it, can have: a channel must
not be shut because nobody thought of printing.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from accounts.models import Unit
from feedback.models import CodeBatch, CodeRule

# The strips of one poster, and the most posters of one order.
STRIPS = 10
MOST_SHEETS = 20
_RULE = CodeRule.Rule
# Asked by every report: writing the question anew took longer than the answer.
_QUESTION = "SELECT rule FROM feedback_coderule WHERE unit_id = %s"


def expires_on(today: date) -> date:
    """Return the last day on which a sheet that is ordered `today` is good."""
    return today + timedelta(days=int(settings.CODE_DAYS))


def good_batches(today: date) -> QuerySet[CodeBatch]:
    """Return the batches whose codes can be used `today`."""
    return CodeBatch.objects.filter(voided_on=None, expires_on__gte=today)


def rule_of(unit: Unit, today: date) -> CodeRule.Rule:
    """Return what `unit`, as the receiver of reports, makes of codes `today`."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [unit.pk])
        row = cursor.fetchone()
    rule = _RULE(row[0]) if row else _RULE.ALLOWED
    if rule is not _RULE.DEMANDED:
        return rule
    return _RULE.DEMANDED if _can_be_had(unit, today) else _RULE.ALLOWED


def is_offered(unit: Unit, today: date) -> bool:
    """Return whether the report form asks for a code: some sheet is good, and the unit does not decline codes."""
    return rule_of(unit, today) is not _RULE.OFF and good_batches(today).exists()


def demanding_units(today: date) -> list[Unit]:
    """Return the receiving units that take reports with a code only, for the first page to name them."""
    rows = CodeRule.objects.filter(rule=_RULE.DEMANDED, unit__receives_reports=True).select_related("unit")
    return [row.unit for row in rows.order_by("unit__position", "unit") if _can_be_had(row.unit, today)]


def _can_be_had(unit: Unit, today: date) -> bool:
    line = [
        *unit.ancestors().values_list("pk", flat=True),
        *unit.descendants(include_self=True).values_list("pk", flat=True),
    ]
    return good_batches(today).filter(unit__in=line).exists()
