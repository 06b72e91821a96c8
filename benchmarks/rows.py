"""Reads the rows of a running product, whichever database holds them; owns which of them a submission touches."""

import json
from datetime import UTC, datetime
from typing import Any

from benchmarks.product import Product

MINUTE = 60
# The tables whose rows come or change because somebody reports something; the queue's rows keep the times of the clock,
# and those of the audit trail the times of staff: of these, none may come at all.
TOUCHED = ("feedback_", "search_")
_DUMP = """
import json
from django.db import connection
rows = []
with connection.cursor() as cursor:
    for table in connection.introspection.table_names():
        if table.startswith({touched}):
            cursor.execute("SELECT * FROM " + connection.ops.quote_name(table))
            names = [column[0] for column in cursor.description]
            rows += [[table + "." + name, value if isinstance(value, (int, float)) else str(value)]
                     for row in cursor.fetchall() for name, value in zip(names, row)]
print(json.dumps(rows))
"""


def audit_rows(product: Product) -> int:
    """Return how many acts the audit trail holds."""
    return int(product.python("from accounts.models import AuditEntry; print(AuditEntry.objects.count())"))


def timed_columns(product: Product, at: list[datetime]) -> list[str]:
    """Return the columns of the tables that a submission touches which hold a time within a minute of one of `at`."""
    rows = json.loads(product.python(_DUMP.format(touched=TOUCHED)))
    return sorted({column for column, value in rows if is_near(value, at)})


def is_near(value: Any, at: list[datetime]) -> bool:
    """Return whether a value is a time within a minute of one of `at`, as a number of seconds or as text."""
    if isinstance(value, int | float):
        return any(abs(value / unit - moment.timestamp()) < MINUTE for unit in (1, 1e3, 1e6, 1e9) for moment in at)
    if not isinstance(value, str):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    if len(value) <= len("2026-01-01"):  # a day, which is what may be there
        return False
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    away = [abs((aware - each).total_seconds()) % 3600 for each in at]  # whatever zone it was written in
    return any(min(each, 3600 - each) < MINUTE for each in away)
