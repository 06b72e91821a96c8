"""Loads the whole demo once, in one transaction; owns the order, and does nothing where any unit exists."""

from django.db import transaction

from accounts.models import Unit
from config.demo.cases import load_cases
from config.demo.people import load_administrators, load_staff
from config.demo.problems import load_problems
from config.demo.reports import load_reports
from config.demo.units import load_units


@transaction.atomic
def load_demo() -> bool:
    """Load the demo and return True, or return False where there is an organisation already."""
    if Unit.objects.exists():
        return False
    administrators = load_administrators()
    units = load_units(administrators["system"])
    staff = load_staff(units, administrators)
    reports = load_reports(units)
    load_problems(reports, units, staff)
    load_cases(units, staff)
    return True
