"""Makes published lessons searchable for those they are told to; what the case itself says is never in them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from search.registry import PUBLIC, Document, Kind, register
from tolerance.lessons import visible_lessons
from tolerance.models import Precedent


def _keys() -> Iterable[str]:
    return (key for key in Precedent.objects.published().values_list("key", flat=True) if key)


def _token(scope: str, unit: int) -> str:
    return PUBLIC if scope == Precedent.Scope.PUBLIC else f"lesson-{scope}:{unit}"


def _build(key: str) -> Document | None:
    found = Precedent.objects.published().filter(key=key).select_related("case").first()
    if found is None:
        return None
    body = f"{found.facts}\n{found.reasoning}\n{found.lesson}"
    return Document(
        kind="precedent", key=key, title=found.title, body=body, on=found.published_on,
        audience=frozenset({_token(found.scope, found.case.unit_id)}),
    )  # fmt: skip


def _audience(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset({PUBLIC})
    # Asked of the rows themselves, so that a unit that moved or shrank takes its lessons out at once.
    narrow = visible_lessons(user).exclude(scope=Precedent.Scope.PUBLIC).order_by()
    return frozenset({PUBLIC, *(_token(*pair) for pair in narrow.values_list("scope", "case__unit").distinct())})


def _link(key: str, user: User | None) -> str:
    return reverse("precedent" if user is None else "work_lesson", kwargs={"key": key})


def register_precedents() -> None:
    """Declare the kind; called once, when the app is ready."""
    register(Kind("precedent", _("Lessons"), _keys, _build, _audience, _link))
