"""Makes editions searchable; owns who may find them. Replaced revisions are not found."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import units_where
from digests.models import Edition
from digests.presenting import title
from search.registry import Document, Kind, register


def _keys() -> Iterable[str]:
    return (str(key) for key in Edition.objects.values_list("pk", flat=True).iterator())


def _is_replaced(edition: Edition) -> bool:
    """Return whether a later revision takes its place: for readers, only once that one is released."""
    later = Edition.objects.filter(unit=edition.unit, period=edition.period, revision__gt=edition.revision)
    return later.exists() if edition.released_on is None else later.filter(released_on__isnull=False).exists()


def _build(key: str) -> Document | None:
    edition = Edition.objects.select_related("unit").filter(pk=int(key)).first()
    if edition is None or _is_replaced(edition):
        return None
    with translation.override("zh-hans"):
        heading, number = f"{edition.unit.name} {edition.quarter_name} {title()}", edition.number
    rows = [row["title"] for row in edition.figures["recurring"]["rows"]]
    late = [row["problem"] for row in edition.figures["overdue"]]
    readers = "digest" if edition.released_on else "draft"
    return Document(
        kind="edition", key=key, title=heading, body="\n".join([number, edition.period, *rows, *late]),
        audience=frozenset({f"{readers}:{edition.unit_id}"}), on=edition.end, filters={"unit": str(edition.unit_id)},
    )  # fmt: skip


def _audience(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    read, build = units_where(user, "digest.read"), units_where(user, "digest.build")
    return frozenset(f"digest:{unit}" for unit in read | build) | {f"draft:{unit}" for unit in build}


def _link(key: str, _user: User | None) -> str:
    return reverse("digest", kwargs={"edition_id": key})


def register_kinds() -> None:
    """Declare editions; called once, when the app is ready."""
    register(Kind("edition", _("Digests"), _keys, _build, _audience, _link))
