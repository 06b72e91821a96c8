"""Makes editions, what stands in them and instructions searchable; owns who may find them.

Replaced revisions are not found. A section is one item of an edition that an instruction can be given on.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import units_where
from digests.items import items_of
from digests.models import Edition, Instruction
from digests.models.instruction import WHOLE
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
        heading, number = f"{edition.unit.name} {edition.period_name} {title()}", edition.number
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


def section_keys(edition: Edition) -> list[str]:
    """Return the keys under which the items of an edition are found."""
    return [f"{edition.pk}/{item}" for item, _title in items_of(edition.figures) if item != WHOLE]


def _all_sections() -> Iterable[str]:
    return (key for edition in Edition.objects.iterator() for key in section_keys(edition))


def _build_section(key: str) -> Document | None:
    number, _slash, item = key.partition("/")
    edition = Edition.objects.select_related("unit").filter(pk=int(number)).first()
    if edition is None or _is_replaced(edition):
        return None
    heading = dict(items_of(edition.figures)).get(item)
    if not heading:
        return None
    with translation.override("zh-hans"):
        where = f"{edition.unit.name} {edition.period_name} {title()}"
    readers = "digest" if edition.released_on else "draft"
    return Document(
        kind="section", key=key, title=heading, body="\n".join([*_said(edition.figures, item), where]),
        audience=frozenset({f"{readers}:{edition.unit_id}"}), on=edition.end, filters={"unit": str(edition.unit_id)},
    )  # fmt: skip


def _said(figures: Mapping[str, Any], item: str) -> list[str]:
    rows = [row for row in figures["recurring"]["rows"] if f"problem:{row['id']}" == item]
    return [str(row["statement"]) for row in rows if row.get("statement")]


def _section_link(key: str, _user: User | None) -> str:
    return reverse("digest", kwargs={"edition_id": key.partition("/")[0]})


def _instruction_keys() -> Iterable[str]:
    return (str(key) for key in Instruction.objects.values_list("pk", flat=True).iterator())


def _instructions(keys: Collection[str]) -> dict[str, Document]:
    rows = Instruction.objects.filter(pk__in=map(int, keys)).select_related("edition").prefetch_related("events")
    return {str(row.pk): _instruction(row) for row in rows}


def _instruction(row: Instruction) -> Document:
    said = dict.fromkeys([row.words, *(event.words for event in row.events.all())])
    return Document(
        kind="instruction", key=str(row.pk), title=row.item_title or row.words[:40], body="\n".join(filter(None, said)),
        audience=frozenset({f"edition:{row.edition.unit_id}", f"owner:{row.owner_unit_id}"}), on=row.state_on,
        filters={"unit": str(row.owner_unit_id), "state": f"instruction-{row.state}"},
    )  # fmt: skip


def _instruction_audience(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    editions, owners = units_where(user, "digest.read"), units_where(user, "instruction.answer")
    return frozenset(f"edition:{unit}" for unit in editions) | {f"owner:{unit}" for unit in owners}


def _instruction_link(key: str, _user: User | None) -> str:
    return reverse("instruction", kwargs={"instruction_id": key})


def _describe(facet: str, value: str) -> str | Promise:
    if facet == "state" and value.startswith("instruction-"):
        return Instruction.State(value.removeprefix("instruction-")).label
    return value


def register_kinds() -> None:
    """Declare all three kinds; called once, when the app is ready."""
    register(Kind("edition", _("Digests"), _keys, _build, _audience, _link))
    register(Kind("section", _("Items of digests"), _all_sections, _build_section, _audience, _section_link))
    register(
        Kind("instruction", _("Instructions"), _instruction_keys, lambda key: _instructions([key]).get(key),
             _instruction_audience, _instruction_link, _describe, _instructions)
    )  # fmt: skip
