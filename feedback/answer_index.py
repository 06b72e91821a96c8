"""Public answers as documents of the search; owns their text, and that drafts are found by nobody."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.models import PublicAnswer
from feedback.taxonomy import BURDENS
from search.registry import PUBLIC, Document, Kind


def _answers(keys: Collection[str]) -> dict[str, Document]:
    rows = PublicAnswer.objects.filter(pk__in=[UUID(key) for key in keys], published_on__isnull=False)
    return {
        str(row.pk): Document(
            kind="answer", key=str(row.pk), title=row.question, body=row.answer, audience=frozenset({PUBLIC}),
            on=row.published_on or row.written_on, filters={"category": row.category, "unit": str(row.unit_id)},
        )
        for row in rows
    }  # fmt: skip


def _audience(user: User | None) -> frozenset[str]:
    return frozenset({PUBLIC})


def _describe(facet: str, value: str) -> str | Promise:
    return str(BURDENS.get(value, value)) if facet == "category" else value


def answer_kind() -> Kind:
    """Return the kind "answer" as the search wants it declared."""
    published = PublicAnswer.objects.filter(published_on__isnull=False)
    return Kind(
        name="answer",
        label=_("Answer"),
        keys=lambda: (str(key) for key in published.values_list("pk", flat=True).iterator()),
        build=lambda key: _answers([key]).get(key),
        audience=_audience,
        link=lambda key, _user: f"{reverse('answers')}#a-{key}",
        describe=_describe,
        build_many=_answers,
    )
