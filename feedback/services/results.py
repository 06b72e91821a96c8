"""Attaches to remedies what others may take over, and takes it off again; owns those writes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from feedback import access
from feedback.models import Problem, Remedy, Result
from jobs.rebuilding import Rebuilt
from search.services import mark

MOST_RESULTS = 5


@transaction.atomic
def add_result(*, remedy: Remedy, title: str, file: Rebuilt, actor: User) -> Result:
    """Attach a rebuilt file to a remedy and return it.

    Args:
        remedy: what it came of.
        title: what it is, in words for everybody.
        file: the document or picture, written anew.
        actor: who may carry out what was promised for the problem.

    Raises:
        ValidationError: the remedy has as many as it may.
        PermissionDenied: the actor may not.
    """
    # Locked, so that two who add at once cannot both find room for the last one.
    problem = Problem.objects.select_for_update().get(pk=remedy.problem_id)
    access.check_problem(actor, "problem.implement", problem)
    if remedy.results.count() >= MOST_RESULTS:
        raise ValidationError({"file": _("A remedy takes at most %(count)d files.") % {"count": MOST_RESULTS}})
    made = remedy.results.create(
        title=title, kind=file.kind, size=len(file.data), data=file.data, added_by=actor,
        added_on=timezone.localdate(),
    )  # fmt: skip
    _record(problem, actor, "problem.result", made)
    return made


@transaction.atomic
def remove_result(*, result: Result, actor: User) -> None:
    """Take a result off its remedy.

    Raises:
        PermissionDenied: the actor may not.
    """
    problem = result.remedy.problem
    access.check_problem(actor, "problem.implement", problem)
    _record(problem, actor, "problem.result_removed", result)
    result.delete()


def _record(problem: Problem, actor: User, act: str, result: Result) -> None:
    audit.record(actor=actor, act=act, subject=f"problem:{problem.pk}", detail={"title": result.title})
    mark("problem", str(problem.pk))
