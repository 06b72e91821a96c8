"""The demo's register of tasks with what is asked twice, and two clean-up rounds, told by the services of the room."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Unit, User
from config.demo import days
from config.demo.texts import day, read
from feedback.models import Cleanup, CleanupItem, DuplicateRequest, Problem, Task
from feedback.services.cleanup import close_cleanup, decide_item, open_cleanup
from feedback.services.duplicates import dismiss_duplicate, refresh_duplicates
from feedback.services.tasks import TaskFacts, add_task, point_problem

COUNTY = "清源县"
HANDLERS = {"河湾镇": "hewan"}
# The register was begun before the first round, and written on after it.
FIRST_WRITTEN, WRITTEN_LATER = "2026-08-24", "2026-10-20"


def load_register(units: Mapping[str, Unit], staff: Mapping[str, User]) -> None:
    """Bring in the tasks, the problems that point to them, and both rounds."""
    data = read("register")
    earlier, later = data["rounds"]
    for told in data["early"]:
        _add(told, units, staff, FIRST_WRITTEN)
    _hold(earlier, units, staff)
    for told in data["late"]:
        _add(told, units, staff, WRITTEN_LATER)
    for title, name in _pointing(data["problems"]):
        problem = Problem.objects.get(title=title)
        point_problem(problem=problem, task=Task.objects.get(name=name), actor=staff["handler"])
    refresh_duplicates(today=day(WRITTEN_LATER))
    for one, other in data["different"]:
        for pair in DuplicateRequest.objects.filter(first__name__in=[one, other], second__name__in=[one, other]):
            dismiss_duplicate(pair=pair, actor=staff["handler"])
    _hold(later, units, staff)


def _pointing(names: Mapping[str, str]) -> list[tuple[str, str]]:
    titles = {told["key"]: told["title"] for told in read("problems")["problems"]}
    return [(titles[key], name) for key, name in names.items()]


def _add(told: dict[str, str], units: Mapping[str, Unit], staff: Mapping[str, User], on: str) -> None:
    unit = units[told.get("unit", COUNTY)]
    per_month, hours, people = told["bands"].split()
    facts = TaskFacts(
        name=told["name"], asked_by=told["asked_by"], legal_basis=told["legal_basis"], data_items=told["items"],
        forms=told["forms"], per_month=per_month, hours=hours, people=people,
    )  # fmt: skip
    task = add_task(unit=unit, facts=facts, actor=staff[HANDLERS.get(unit.name, "handler")])
    days.set_back_task(task, day(on))


def _hold(told: dict[str, Any], units: Mapping[str, Unit], staff: Mapping[str, User]) -> None:
    leader, on = staff["leader"], day(told["on"])
    cleanup = open_cleanup(unit=units[COUNTY], actor=leader, today=on)
    for decision in told["decisions"]:
        stays = Task.objects.get(name=decision["stays"]) if "stays" in decision else None
        item = _item(cleanup, set(decision.get("pair") or [decision["task"]]))
        decide_item(item=item, kind=decision["kind"], other=stays, reason=decision.get("reason", ""), actor=leader)
    if told["closed"]:
        close_cleanup(cleanup=cleanup, actor=leader, today=on)


def _item(cleanup: Cleanup, names: set[str]) -> CleanupItem:
    return next(item for item in cleanup.items.all() if {task["name"] for task in item.facts["tasks"]} == names)
