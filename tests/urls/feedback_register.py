"""What each role gets at the addresses of the register of tasks."""

from typing import Any

from accounts.models import User
from feedback.models import DuplicateRequest, Task
from feedback.services.cleanup import open_cleanup
from feedback.services.duplicates import refresh_duplicates
from feedback.services.tasks import TaskFacts, add_task
from tests.cast import Cast, Organisation
from tests.feedback.rows import DAY, problem, report
from tests.urls.roles import STAFF

_NONE = {"anonymous": 302, **dict.fromkeys(STAFF, 403)}
_ACT = {"anonymous": 302, **dict.fromkeys(STAFF, 405)}
_READERS = {"handler": 200, "leader": 200, "superior": 200}
_ROUND = {**_NONE, "leader": 200, "superior": 200}

ANSWERS: dict[str, dict[str, int]] = {
    "tasks": {**_NONE, **_READERS, "outsider": 200},
    "task_new": {**_NONE, "handler": 200, "outsider": 200},
    "task_detail": {**_NONE, **_READERS, "outsider": 200},
    "task_edit": {**_NONE, "handler": 200},
    "tasks_import": {**_NONE, "handler": 200, "outsider": 200},
    "tasks_import_confirm": _ACT,
    "tasks_template": {**_NONE, "handler": 200, "outsider": 200},
    "tasks_export": {**_NONE, **_READERS, "outsider": 200},
    "problems_export": {**_NONE, **_READERS, "outsider": 200},
    **dict.fromkeys(("cleanups", "cleanup", "cleanup_item"), _ROUND),
    "cleanup_record": {**_NONE, "leader": 404, "superior": 404},
    **dict.fromkeys(("cleanup_open", "cleanup_close", "cleanup_undo", "cleanup_decide", "cleanup_reopen"), _ACT),
    "duplicates": {**_NONE, **_READERS, "outsider": 200},
    **dict.fromkeys(("duplicate_dismiss", "duplicate_restore", "task_seen", "report_task", "problem_task"), _ACT),
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    """Write a task that burdens the whole county, so that its towns read it too."""
    task = _task(organisation, cast.handler)
    second = TaskFacts("独居老人巡访记录", "县卫生健康局", hours="0.5-2", per_month="4-8", people="2-5",
                       data_items="姓名、家庭住址、电话", forms="巡访登记表")  # fmt: skip
    add_task(unit=organisation.county, actor=cast.handler, facts=second)
    refresh_duplicates(today=DAY)
    pair = {"key": DuplicateRequest.objects.get().pk}
    round_ = {"key": open_cleanup(unit=organisation.county, actor=cast.leader, today=DAY).pk}
    key = {"key": str(task.pk)}
    return {
        **{f"task_{act}": key for act in ("detail", "edit", "seen")},
        "tasks_template": {"kind": "xlsx"},
        **{f"cleanup{page}": round_ for page in ("", "_record", "_close", "_undo")},
        **{f"cleanup_{page}": {**round_, "position": 1} for page in ("item", "decide", "reopen")},
        "duplicate_dismiss": pair,
        "duplicate_restore": pair,
        "report_task": {"key": str(report(organisation.county).pk)},
        "problem_task": {"key": str(problem(organisation.county).pk)},
    }


def _task(organisation: Organisation, actor: User) -> Task:
    return add_task(
        unit=organisation.county, actor=actor,
        facts=TaskFacts(
            name="高龄老人入户走访台账", asked_by="县民政局", legal_basis="民发〔2024〕12号",
            per_month="4-8", hours="2-4", people="6-10",
            data_items="姓名、住址、联系电话、走访次数", forms="走访登记表",
        ),
    )  # fmt: skip
