"""Invented quarters of any size, written by the database itself; owns their shape, and measures nothing.

The reports named are those of the edition's quarter; the quarter before has a quarter as many. Nine in ten are joined
to problems, unevenly: the first ones have far more than the last.
"""

from datetime import date

from django.db import connection
from django.utils import timezone

from accounts.models import Unit
from feedback.models import Problem, Remedy
from feedback.taxonomy import BURDENS, REMEDIES

START, BEFORE, BUILT = date(2026, 7, 1), date(2026, 4, 1), date(2026, 10, 12)
TOWNS = 20
# As long as what people write.
WORDS = "同一张表每周要报给三个科室，口径不一样，格式也不一样，经常要加班重填。" * 4
_BATCH = 500
_INSERT = """
WITH RECURSIVE place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < %s)
INSERT INTO feedback_report (id, receipt_digest, released_on, state, withdrawn, category, words, receiving_unit_id,
    asked_by, task, data_items, per_month, hours, people, wish, decline_reason, decline_channel, problem_id)
SELECT printf('%%032x', n + %s), printf('%%064x', n + %s), date(%s, '+' || (n %% 90) || ' days'),
    CASE WHEN n %% 10 < 9 THEN 'triaged' ELSE 'released' END, 0, printf('B%%02d', 1 + n %% 9), %s,
    (SELECT unit FROM bench_unit WHERE place = n %% %s), '', '', '', CASE n %% 3 WHEN 0 THEN '' ELSE '4-8' END,
    '0.5-2', '2-5', '', '', '',
    CASE WHEN n %% 10 < 9 THEN (SELECT id FROM bench_problem WHERE place = (n * n / 7) %% (1 + n %% %s)) END
FROM place
"""


def fill(reports: int, problems: int) -> Unit:
    """Write the rows for an edition over so many reports, and return its unit."""
    county: Unit = Unit.objects.create(name="清源县", staff_count=9000, receives_reports=True)
    for place in range(TOWNS):
        Unit.objects.create(name=f"第{place + 1}镇", staff_count=300, parent=county, receives_reports=True)
    units = list(county.descendants())
    found = Problem.objects.bulk_create((_problem(units, place) for place in range(problems)), batch_size=_BATCH)
    Remedy.objects.bulk_create((_remedy(each, place) for place, each in enumerate(found)), batch_size=_BATCH)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_unit (place INTEGER PRIMARY KEY, unit INTEGER)")
        cursor.executemany("INSERT INTO bench_unit VALUES (%s, %s)", [(at, unit.pk) for at, unit in enumerate(units)])
        cursor.execute("CREATE TEMP TABLE bench_problem (place INTEGER PRIMARY KEY, id TEXT)")
        rows = [(at, each.pk.hex) for at, each in enumerate(found)]
        cursor.executemany("INSERT INTO bench_problem VALUES (%s, %s)", rows)
        for first, count, start in ((1, reports, START), (1 + reports, max(1, reports // 4), BEFORE)):
            cursor.execute(_INSERT, [count, first, first, str(start), WORDS, len(units), problems])
        cursor.execute("ANALYZE")
    return county


def _problem(units: list[Unit], place: int) -> Problem:
    unit = units[place % len(units)]
    codes = list(BURDENS)
    return Problem(
        title=f"第{place + 1}项台账多头重复报送", statement="同一组数据由几个科室分别索要，格式不同，时限不同。",
        category=codes[place % len(codes)], unit=unit, owner_unit=unit, state=Problem.State.PROMISED,
        opened_on=START, state_on=timezone.localdate(),
    )  # fmt: skip


def _remedy(problem: Problem, place: int) -> Remedy:
    codes = list(REMEDIES)
    # One in seven is late.
    done = None if place % 7 == 0 else date(2026, 9, 1)
    return Remedy(
        problem=problem, kind=codes[place % len(codes)], what="几张表并为一张，由数据部门统一提取。",
        owner_unit_id=problem.unit_id, promised_on=START, due_on=date(2026, 8, 20), implemented_on=done,
    )  # fmt: skip
