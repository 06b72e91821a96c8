"""Which editions fall due: one a quarter for every upper unit, once, with what was missed made up for."""

from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import Unit
from config.schedule import JOBS
from digests.keeping import due_editions
from digests.models import Edition
from digests.periods import Month, Quarter, Year, span_of
from digests.services import build_edition
from digests.tasks import build_one, keep_up
from jobs.worker import Worker
from tests.cast import Organisation

TODAY = date(2026, 11, 2)


def test_every_upper_unit_gets_the_last_quarter_that_is_over(organisation: Organisation) -> None:
    expected = [(organisation.county.pk, Quarter(2026, 3)), (organisation.town.pk, Quarter(2026, 3))]
    assert list(due_editions(TODAY)) == expected


def test_missed_quarters_are_made_up_for(organisation: Organisation) -> None:
    build_edition(actor=None, unit=organisation.county, period=Quarter(2025, 4), on=date(2026, 1, 4))
    due = [quarter for unit, quarter in due_editions(TODAY) if unit == organisation.county.pk]
    assert due == [Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3)]


def test_an_edition_built_before_the_quarter_ended_does_not_count(organisation: Organisation) -> None:
    build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=date(2026, 9, 1))
    assert (organisation.county.pk, Quarter(2026, 3)) in list(due_editions(TODAY))


@pytest.mark.parametrize(
    ("kinds", "due"),
    [
        (("month",), ["2026-10"]),
        (("month", "quarter"), ["2026-10", "2026Q3"]),
        # The year waits for the quarter, whose edition it repeats.
        (("quarter", "year"), ["2026Q3"]),
        (("year",), ["2025"]),
        ((), []),
    ],
)
def test_the_kinds_of_the_settings_fall_due(
    organisation: Organisation, settings: Settings, kinds: tuple[str, ...], due: list[str]
) -> None:
    settings.DIGEST_KINDS = kinds
    assert [str(period) for unit, period in due_editions(TODAY) if unit == organisation.county.pk] == due


def test_missed_months_and_years_are_made_up_for_each_in_its_own_row(
    organisation: Organisation, settings: Settings
) -> None:
    settings.DIGEST_KINDS = ("month", "quarter", "year")
    county = organisation.county
    for period in (Month(2026, 7), Quarter(2026, 3), Year(2023), span_of(Month(2025, 1), Month(2026, 10))):
        build_edition(actor=None, unit=county, period=period, on=date(2026, 10, 31))
    # One that was built before its month was over does not count.
    build_edition(actor=None, unit=county, period=Month(2026, 10), on=date(2026, 10, 31))
    due = [str(period) for unit, period in due_editions(TODAY) if unit == county.pk]
    assert due == ["2026-08", "2026-09", "2026-10", "2024", "2025"]


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_next_and_previous_are_inverse(day: date) -> None:
    quarter = Quarter(day.year, (day.month - 1) // 3 + 1)
    assert quarter.next.previous == quarter == quarter.previous.next
    assert (quarter.next.start - quarter.end).days == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_build_each_edition_once_with_its_pdfs_ordered(
    organisation: Organisation, settings: Settings
) -> None:
    settings.DIGEST_KINDS = ("month", "quarter")
    Unit.objects.filter(pk=organisation.village.pk).delete()
    for _ in range(2):
        keep_up.enqueue()
    Worker(duties=(), jobs=[job for job in JOBS if job.name == "digests.keep_up"]).work_off()
    built = Edition.objects.values_list("unit", "kind", "revision", "serial")
    assert sorted(built) == [(organisation.county.pk, kind, 1, 1) for kind in ("month", "quarter")]
    done = DBTaskResult.objects.filter(task_path=build_one.module_path)
    assert {row.status for row in done} == {"SUCCESSFUL"}
    assert set(Edition.objects.values_list("renderings__state", flat=True)) == {"ready"}
