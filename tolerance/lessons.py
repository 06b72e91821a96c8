"""The only doors to lessons for a user: what is told to everybody, and what is told to the units somebody belongs to.

A lesson of a narrow scope is for those alone who belong there; no right over a unit from above opens it. Whoever
writes, checks or agrees to one reads it with the case.
"""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from accounts.models import User
from tolerance.models import Precedent
from tolerance.models.precedent import PrecedentQuerySet
from tolerance.scopes import told_at


def visible_lessons(user: User | None) -> PrecedentQuerySet:
    """Return the lessons that `user` may read; None, and the three administrators, are as everybody."""
    if user is None or user.admin_role or not user.is_active:
        return Precedent.objects.public()
    reach = Q(scope=Precedent.Scope.PUBLIC)
    for scope, units in told_at(user.memberships.values_list("unit", flat=True)).items():
        reach |= Q(scope=scope, case__unit__in=units)
    return Precedent.objects.published().filter(reach)


def get_lesson_for(user: User | None, key: str) -> Precedent:
    """Return one lesson with what its page needs.

    Raises:
        Http404: there is none that the user may read.
    """
    lessons = visible_lessons(user).select_related("case__criteria_set").prefetch_related("case__situations")
    return get_object_or_404(lessons, key=key)
