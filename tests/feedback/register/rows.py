"""Makers of tasks of the register as they would have been written down."""

from typing import Any

from django.utils import timezone

from accounts.models import Unit
from feedback.models import Task
from feedback.register.names import department_key, name_key


def task(unit: Unit, name: str = "走访台账", asked_by: str = "县民政局", **fields: Any) -> Task:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "key": name_key(name), "department_key": department_key(asked_by), "added_on": today, "state_on": today,
    }  # fmt: skip
    return Task.objects.create(unit=unit, name=name, asked_by=asked_by, **{**values, **fields})
