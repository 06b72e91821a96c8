"""Counts verdicts and lets days pass; owns the moves that no account takes, and never says whose verdict it was.

What a reporter says is stored and counted when its batch is released, with others: staff who watch a problem must not
see its state change at the moment at which somebody speaks.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from feedback import verdicts
from feedback.models import Problem, Report, Verdict
from feedback.workflow import StateConflict, move
from search.services import mark


def keep_verdict(*, receipt_digest: str, content: dict[str, Any]) -> UUID | None:
    """Store a released verdict, replacing an earlier one of the round; return the problem that it is about.

    It returns None and stores nothing if the report is gone or withdrawn, has left the problem, or a new round began.

    Args:
        receipt_digest: whose verdict it is.
        content: what `give_verdict` sealed: problem, round and value.
    """
    found = Report.objects.there().select_related("problem").filter(receipt_digest=receipt_digest).first()
    problem = found.problem if found else None
    if found is None or problem is None or str(problem.pk) != content["problem"]:
        return None
    if verdicts.round_of(problem) != content["round"]:
        return None
    turn = content["round"]
    Verdict.objects.update_or_create(report=found, problem=problem, round=turn, defaults={"value": content["value"]})
    return problem.pk


@transaction.atomic
def judge_problem(key: UUID) -> None:
    """Move a problem where the verdicts of the running round carry it, if they do."""
    problem = Problem.objects.select_for_update().get(pk=key)
    target = verdicts.outcome(problem.state, verdicts.tally_of(problem))
    if target:
        _move(problem, target)


def pass_day(*, today: date) -> None:
    """Do what the passing of days does: confirmed problems are watched, and settled if nothing came back.

    Problems that wait for verdicts are counted anew, because reports may have joined or left.

    Args:
        today: the day; `verdicts.settles_before` says which watches have lasted long enough.
    """
    for problem in Problem.objects.filter(state=Problem.State.CONFIRMED):
        _move(problem, Problem.State.WATCHED)
    for key in Problem.objects.filter(state__in=verdicts.JUDGED).values_list("pk", flat=True):
        judge_problem(key)
    watched = Problem.objects.filter(state=Problem.State.WATCHED)
    for problem in watched.filter(state_on__lt=verdicts.settles_before(today)):
        _move(problem, Problem.State.SETTLED)


def _move(problem: Problem, target: Problem.State) -> None:
    """Move without an actor; where another was quicker, the next day decides anew."""
    try:
        with transaction.atomic():
            move(problem, target, actor=None)
            mark("problem", str(problem.pk))
    except StateConflict:
        return
