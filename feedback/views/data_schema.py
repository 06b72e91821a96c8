"""The JSON Schema of the published problems, for programs that check what they get; owns nothing but that description.

It describes exactly what `feedback/views/data.py` answers. Readers must bear further fields, so none is forbidden.
"""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from feedback.models import Problem
from feedback.taxonomy import BURDENS, REMEDIES, Term
from jobs.rebuilding import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = 1
_DAY, _TEXT = {"type": "string", "format": "date"}, {"type": "string"}
_HOURS = {"type": "integer", "minimum": 0}


@require_safe
def problems_schema(request: HttpRequest) -> JsonResponse:
    """Return the schema of the data of published problems."""
    options = {"ensure_ascii": False}
    return JsonResponse(schema(), content_type="application/schema+json", json_dumps_params=options)


def schema() -> dict[str, Any]:
    """Return the schema as plain values."""
    return {
        "$schema": DIALECT,
        "title": "Published problems of Qingzhuang",
        **_object(
            version={"const": VERSION},
            page={"type": "integer", "minimum": 1},
            pages={"type": "integer", "minimum": 1},
            problems={"type": "array", "items": {"$ref": "#/$defs/problem"}},
        ),
        "$defs": {"problem": _problem(), "remedy": _remedy(), "result": _result()},
    }


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _term(terms: dict[str, Term]) -> dict[str, Any]:
    return _object(code={"enum": list(terms)}, zh=_TEXT, en=_TEXT)


def _problem() -> dict[str, Any]:
    return _object(
        id={"type": "string", "format": "uuid"},
        page={"type": "string", "format": "uri-reference"},
        title={"type": "string", "minLength": 1},
        statement={"type": "string", "description": "limited Markdown"},
        category=_term(BURDENS),
        asked_by=_TEXT,
        owner=_TEXT,
        state={"enum": list(Problem.State.values)},
        state_on=_DAY,
        overdue={"type": "boolean", "description": "a promised day has passed"},
        kept_reason={"type": "string", "description": "limited Markdown; empty unless the state is kept"},
        remedies={"type": "array", "items": {"$ref": "#/$defs/remedy"}},
        merged={"type": "array", "items": {"type": "string", "format": "uuid"}, "uniqueItems": True},
    )


def _remedy() -> dict[str, Any]:
    return _object(
        kind=_term(REMEDIES),
        what=_TEXT,
        owner={"type": "string", "minLength": 1},
        promised_on=_DAY,
        due_on=_DAY,
        implemented_on={"anyOf": [_DAY, {"type": "null"}]},
        results={"type": "array", "items": {"$ref": "#/$defs/result"}},
        saves={
            "description": "staff-hours a month that it is expected to save, as its unit said; null where it said none",
            "anyOf": [_object(low=_HOURS, high=_HOURS), {"type": "null"}],
        },
    )


def _result() -> dict[str, Any]:
    return _object(
        title={"type": "string", "minLength": 1},
        type={"enum": [str(kind.content_type) for kind in Kind]},
        page={"type": "string", "format": "uri-reference", "description": "where the file can be had"},
    )
