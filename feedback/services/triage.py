"""What a handler does with a released report; owns those writes, and leaves the states to `feedback.workflow`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from feedback import access
from feedback.models import Message, Problem, ProblemEvent, Report
from feedback.restating import copied_run
from feedback.winding import wind_clock
from feedback.workflow import StateConflict, move
from search.services import mark


@transaction.atomic
def answer_report(*, report: Report, text: str, actor: User) -> Message:
    """Add an answer in limited Markdown to the thread and return it.

    Raises:
        StateConflict: its words are deleted, and nothing is to be added to it any more.
        PermissionDenied: the actor may not answer this report.
    """
    access.check_report(actor, "report.answer", report)
    # The row is locked so that two writers cannot take the same place in the thread.
    _check_there(Report.objects.select_for_update().get(pk=report.pk))
    last = report.messages.aggregate(last=Max("position"))["last"] or 0
    message = report.messages.create(position=last + 1, author=actor, text=text, on=timezone.localdate())
    audit.record(actor=actor, act="report.answer", subject=f"report:{report.pk}")
    mark("message", str(report.pk))
    return message


@transaction.atomic
def decline_report(*, report: Report, reason: str, channel: str, actor: User) -> None:
    """Decline a report; the reporter reads the reason and where the matter belongs (a `Report.Channel`).

    Raises:
        StateConflict: it is no longer waiting.
        PermissionDenied: the actor may not decline it.
    """
    move(report, Report.State.DECLINED, actor=actor, decline_reason=reason, decline_channel=channel)
    audit.record(actor=actor, act="report.decline", subject=f"report:{report.pk}", detail={"channel": channel})
    mark("report", str(report.pk))


@transaction.atomic
def open_problem(  # noqa: PLR0913  # each is a field of the restatement
    *, report: Report, title: str, statement: str, category: str, asked_by: str, actor: User
) -> Problem:
    """Restate a report as a new problem, join the report to it, and return the problem.

    Raises:
        ValidationError: title or statement repeat the reporter's own words (contract 6).
        StateConflict: the report is no longer waiting.
        PermissionDenied: the actor may not.
    """
    access.check_report(actor, "problem.create", report)
    check_restated(report, title=title, statement=statement)
    today = timezone.localdate()
    problem = Problem.objects.create(
        title=title, statement=statement, category=category, asked_by=asked_by, unit=report.receiving_unit,
        asked_by_unit=report.asked_by_unit, opened_on=today, state_on=today,
    )  # fmt: skip
    ProblemEvent.objects.create(problem=problem, on=today, actor=actor, act=ProblemEvent.Act.OPENED)
    wind_clock(problem)
    audit.record(actor=actor, act="problem.open", subject=f"problem:{problem.pk}")
    join_report(report=report, problem=problem, actor=actor)
    return problem


def check_restated(report: Report, **texts: str) -> None:
    """Do nothing if none of the texts repeats the reporter's own words (contract 6).

    Args:
        report: whose words must not travel on.
        texts: what is to travel on, by the name of its field.

    Raises:
        ValidationError: one does; the errors stand beside the fields.
    """
    own = report.messages.filter(author=None).values_list("text", flat=True)
    words = "\n".join([report.words, *own])
    errors = {}
    for field, text in texts.items():
        run = copied_run(words, text, (report.task, report.asked_by, report.data_items))
        if run:
            errors[field] = _("“%(run)s” is in the reporter's own words. Please say it in yours.") % {"run": run}
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def join_report(*, report: Report, problem: Problem, actor: User) -> None:
    """Join a report to a problem.

    Raises:
        StateConflict: the report is no longer waiting.
        PermissionDenied: the actor may not, or may not read the problem.
    """
    if not access.may_on_problem(actor, "problem.read", problem):
        raise PermissionDenied
    move(report, Report.State.TRIAGED, actor=actor, problem=problem)
    _note(report, problem, actor, ProblemEvent.Act.JOINED, "report.join")


@transaction.atomic
def leave_problem(*, report: Report, actor: User) -> None:
    """Take a report out of its problem; it waits again as before.

    Raises:
        StateConflict: it has not been taken up, or its words are deleted.
        PermissionDenied: the actor may not.
    """
    _check_there(Report.objects.select_for_update().get(pk=report.pk))
    problem = report.problem
    move(report, Report.State.RELEASED, actor=actor, problem=None)
    if problem:
        _note(report, problem, actor, ProblemEvent.Act.LEFT, "report.leave")


def _check_there(report: Report) -> None:
    if report.gone:
        raise StateConflict(report.state)


def _note(report: Report, problem: Problem, actor: User, event: ProblemEvent.Act, act: str) -> None:
    ProblemEvent.objects.create(problem=problem, on=timezone.localdate(), actor=actor, act=event)
    audit.record(actor=actor, act=act, subject=f"report:{report.pk}", detail={"problem": str(problem.pk)})
    mark("report", str(report.pk))
    mark("problem", str(problem.pk))
