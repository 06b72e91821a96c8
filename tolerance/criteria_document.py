"""A version of the criteria as data with a fingerprint, and as a PDF in both languages; owns no row and no right."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from jobs.rendering import render_pdf
from tolerance.models import CriteriaSet, Criterion

STYLE = Path(__file__).parent.parent / "templates" / "tolerance" / "criteria_pdf.css"
_FIELDS = ("code", "kind", "zh", "en", "basis", "verified")


def data_of(criteria: CriteriaSet) -> dict[str, Any]:
    """Return all that a version says, as plain values."""
    return {
        "version": criteria.version,
        "title_zh": criteria.title_zh,
        "title_en": criteria.title_en,
        "effective_on": criteria.effective_on.isoformat() if criteria.effective_on else "",
        "criteria": [{name: getattr(one, name) for name in _FIELDS} for one in criteria.criteria.all()],
    }


def fingerprint(criteria: CriteriaSet) -> str:
    """Return the SHA-256 over what a version says, in hexadecimal."""
    return hashlib.sha256(_canonical(criteria).encode()).hexdigest()


def render_criteria(criteria: CriteriaSet) -> bytes:
    """Return the version as a PDF: the same bytes for the same words.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        jobs.rendering.RenderingFailed: a character has no glyph.
    """
    return _rendered(_canonical(criteria))


def _canonical(criteria: CriteriaSet) -> str:
    return json.dumps(data_of(criteria), ensure_ascii=False, sort_keys=True)


# Anyone may ask for the PDF, as often as he likes; a published version never changes.
@lru_cache(maxsize=16)
def _rendered(canonical: str) -> bytes:
    data, print_of = json.loads(canonical), hashlib.sha256(canonical.encode())
    groups = [
        {"kind": kind, "rows": [row for row in data["criteria"] if row["kind"] == kind]}
        for kind in Criterion.Kind.values
    ]
    with translation.override("zh-hans"):
        html = render_to_string(
            "tolerance/criteria_pdf.html",
            {"data": data, "groups": groups, "sha256": print_of.hexdigest(), "style": STYLE.read_text("utf-8")},
        )
    return render_pdf(html, title=data["title_zh"], identifier=print_of.digest())
