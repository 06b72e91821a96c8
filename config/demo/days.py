"""The one place that sets days back: services stamp today, and the demo's story lies in the past.

Each function moves what was stamped today to the day of the story. Nothing else is ever changed here.
"""

from datetime import date

from django.utils import timezone

from feedback.models import Message, Problem, ProblemEvent, PublicAnswer, Remedy, Report, Supervision, Task


def set_back_problem(problem: Problem, on: date, *, opened: bool = False) -> None:
    """Let the last step of `problem` have happened on `on`; with `opened` its beginning as well."""
    today = timezone.localdate()
    changes = {"state_on": on, "opened_on": on} if opened else {"state_on": on}
    Problem.objects.filter(pk=problem.pk).update(**changes)
    ProblemEvent.objects.filter(problem=problem, on=today).update(on=on)
    Remedy.objects.filter(problem=problem, implemented_on=today).update(implemented_on=on)
    problem.refresh_from_db()


def set_back_joining(problem: Problem, on: date) -> None:
    """Let the last report have joined `problem` on `on`."""
    ProblemEvent.objects.filter(problem=problem, on=timezone.localdate()).update(on=on)


def set_back_promise(remedy: Remedy, on: date, due: date) -> None:
    """Let `remedy` have been promised on `on` for `due`."""
    Remedy.objects.filter(pk=remedy.pk).update(promised_on=on, due_on=due)
    ProblemEvent.objects.filter(problem=remedy.problem_id, on=timezone.localdate()).update(
        on=on, detail=f"{remedy.kind} {due.isoformat()}"
    )


def set_back_supervision(supervision: Supervision, on: date, due: date) -> None:
    """Let `supervision` have begun on `on`, until `due`."""
    Supervision.objects.filter(pk=supervision.pk).update(on=on, due_on=due)
    ProblemEvent.objects.filter(problem=supervision.problem_id, on=timezone.localdate()).update(
        on=on, detail=f"{supervision.unit} {due.isoformat()}"
    )


def set_back_answer(report: Report, on: date) -> None:
    """Let the last answer to `report` have been given on `on`."""
    Message.objects.filter(report=report, on=timezone.localdate(), author__isnull=False).update(on=on)


def set_back_public_answer(answer: PublicAnswer, on: date) -> None:
    """Let `answer` have been written, and published where it was, on `on`."""
    rows = PublicAnswer.objects.filter(pk=answer.pk)
    rows.update(written_on=on)
    rows.filter(published_on__isnull=False).update(published_on=on)


def set_back_task(task: Task, on: date) -> None:
    """Let `task` have been written into the register on `on`."""
    Task.objects.filter(pk=task.pk).update(added_on=on, state_on=on)
