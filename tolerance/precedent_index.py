"""Makes published lessons searchable for everybody; what the case itself says is never in them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from search.registry import PUBLIC, Document, Kind, register
from tolerance.models import Precedent


def _keys() -> Iterable[str]:
    return (key for key in Precedent.objects.public().values_list("key", flat=True) if key)


def _build(key: str) -> Document | None:
    found = Precedent.objects.public().filter(key=key).first()
    if found is None:
        return None
    body = f"{found.facts}\n{found.reasoning}\n{found.lesson}"
    return Document(
        kind="precedent", key=key, title=found.title, body=body, audience=frozenset({PUBLIC}), on=found.published_on
    )


def _audience(_user: User | None) -> frozenset[str]:
    return frozenset({PUBLIC})


def _link(key: str, _user: User | None) -> str:
    return reverse("precedent", kwargs={"key": key})


def register_precedents() -> None:
    """Declare the kind; called once, when the app is ready."""
    register(Kind("precedent", _("Lessons"), _keys, _build, _audience, _link))
