"""Makers of tasks of the register as they would have been written down."""

from typing import Any

from django.utils import timezone

from accounts.models import Unit
from feedback.models import Task
from feedback.register.names import department_key, name_key
from tests.cast import Organisation

DEAR = {"hours": "4-8", "per_month": "9-20", "people": "6-10"}
CHEAP = {"hours": "<0.5", "per_month": "1-3", "people": "1"}


def task(unit: Unit, name: str = "走访台账", asked_by: str = "县民政局", **fields: Any) -> Task:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "key": name_key(name), "department_key": department_key(asked_by), "added_on": today, "state_on": today,
    }  # fmt: skip
    return Task.objects.create(unit=unit, name=name, asked_by=asked_by, **{**values, **fields})


def write_register(organisation: Organisation) -> None:
    """Write three tasks, two of which ask the same, and one that was cancelled."""
    task(organisation.county, "走访台账", "县民政局", data_items="姓名、住址、电话", **DEAR)
    task(organisation.county, "巡访记录", "县卫健局", data_items="名字、家庭住址、手机号", **CHEAP)
    task(organisation.town, "汛情日报", "县应急局", data_items="水位、雨量")
    task(organisation.county, "已停报表", "县应急局", state="cancelled")
