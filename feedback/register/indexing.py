"""Declares the register's tasks to the search; owns their documents and who may find them, never a search."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.models import Task
from feedback.register.access import burdening
from search.registry import Document, Kind


def _documents(keys: Collection[str]) -> dict[str, Document]:
    return {str(row.pk): _document(row) for row in Task.objects.filter(pk__in=map(UUID, keys))}


def _document(row: Task) -> Document:
    return Document(
        kind="task",
        key=str(row.pk),
        title=row.name,
        body="\n".join(filter(None, [row.asked_by, row.data_items, row.forms, row.legal_basis])),
        audience=frozenset({f"task:{row.unit_id}"}),
        on=row.state_on,
        filters={"department": row.asked_by, "unit": str(row.unit_id), "state": f"task-{row.state}"},
    )


def _describe(facet: str, value: str) -> str | Promise:
    kind, _dash, state = value.partition("-")
    return Task.State(state).label if facet == "state" and kind == "task" else value


def _audience(user: User | None) -> frozenset[str]:
    return frozenset(f"task:{unit}" for unit in burdening(user)) if user else frozenset()


TASKS = Kind(
    name="task",
    label=_("Task of the register"),
    keys=lambda: (str(key) for key in Task.objects.values_list("pk", flat=True).iterator()),
    build=lambda key: _documents([key]).get(key),
    audience=_audience,
    link=lambda key, _user: reverse("task_detail", args=[key]),
    describe=_describe,
    build_many=_documents,
)
