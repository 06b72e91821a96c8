"""Loads the whole demo once and orders its digest; owns the order, and does nothing where any unit exists."""

from django.db import transaction

from accounts.models import Membership, Unit, User
from accounts.services import FIRST_UNIT
from config.demo.answers import load_answers
from config.demo.cases import load_cases
from config.demo.people import load_administrators, load_staff
from config.demo.problems import load_problems
from config.demo.register import load_register
from config.demo.reports import load_reports
from config.demo.results import load_results
from config.demo.units import load_units
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition
from digests.tasks import order_pdfs
from feedback.models import PooledEntry, Report
from feedback.winding import wind_all_clocks
from tolerance.models import Case

# The last quarter that is over, whose digest a superior finds ready.
DIGEST = Quarter(2026, 3)


def load_demo() -> bool:
    """Load the demo and return True, or return False where there is an organisation already."""
    if _untouched():
        Unit.objects.all().delete()
    if Unit.objects.exists():
        return False
    superior, county = _load()
    # Outside the transaction: the figures take their own look at the database, and the worker makes the PDFs.
    edition = build_edition(actor=superior, unit=county, period=DIGEST)
    order_pdfs(actor=superior, edition=edition)
    release_edition(actor=superior, edition=edition)
    return True


def _untouched() -> bool:
    """Return whether there is only the nameless top unit of a fresh installation, and nobody has used it."""
    used = (rows.objects.exists() for rows in (Membership, PooledEntry, Report, Case))
    return list(Unit.objects.values_list("name", flat=True)) == [FIRST_UNIT] and not any(used)


@transaction.atomic
def _load() -> tuple[User, Unit]:
    administrators = load_administrators()
    units = load_units(administrators["system"])
    staff = load_staff(units, administrators)
    reports = load_reports(units)
    load_problems(reports, units, staff)
    load_register(units, staff)
    load_answers(units, staff)
    load_results(staff)
    wind_all_clocks()
    load_cases(units, staff)
    superior = staff["superior"]
    return superior, superior.memberships.get().unit
