"""The doors to what remedies led to and others may take over; owns who may see which, and writes nothing."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import may_somewhere
from feedback import access
from feedback.models import Problem, Remedy, Result


def with_results(rows: QuerySet[Remedy]) -> QuerySet[Remedy]:
    """Return the same remedies, each with its results at hand but for their bytes."""
    return rows.prefetch_related(Prefetch("results", Result.objects.defer("data").select_related("added_by")))


def public_results() -> QuerySet[Result]:
    """Return the results of problems on the public board, the latest first, without their bytes."""
    rows = Result.objects.filter(remedy__problem__in=Problem.objects.published()).defer("data")
    return rows.select_related("remedy__problem", "remedy__owner_unit").order_by("-added_on", "-pk")


def get_public_result(key: int) -> Result:
    """Return one result of a problem on the public board.

    Raises:
        Http404: there is none such there.
    """
    return get_object_or_404(Result, pk=key, remedy__problem__in=Problem.objects.published())


def get_result_for(user: User, key: int) -> Result:
    """Return one result of a problem that `user` may read.

    Raises:
        PermissionDenied: the user reads no problems at all.
        Http404: there is none such, or it is not for this user.
    """
    if not may_somewhere(user, "problem.read"):
        raise PermissionDenied
    rows = Result.objects.select_related("remedy__problem")
    return get_object_or_404(rows, pk=key, remedy__problem__in=access.problems_for(user))
