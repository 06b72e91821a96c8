"""Tasks around functions of the rooms that know no queue; owns their names in it, and nothing of what they do."""

from django.utils import timezone
from django_tasks import task

from tolerance.services import finalise_due_cases, lapse_due_cases
from tolerance.services.evidence import erase_due_evidence
from tolerance.services.rising import raise_late_cases


@task()
def finalise_cases() -> int:
    """End what the passing of time ends: make cases final, take unanswered ones as withdrawn; return how many."""
    return finalise_due_cases() + lapse_due_cases()


@task()
def erase_evidence() -> int:
    """Erase the evidence files of cases that ended long enough ago, and return how many there were."""
    return erase_due_evidence()


@task()
def raise_cases() -> int:
    """Put late cases before the units above, each level once, and return how many times that was done."""
    return raise_late_cases(today=timezone.localdate())
