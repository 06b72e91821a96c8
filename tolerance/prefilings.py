"""The confirmation of a pre-filing: its data with a fingerprint, and the PDF; owns its words, which are Chinese."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Unit
from jobs.rendering import render_pdf
from tolerance.models import Prefiling

SERIES = "容错备"
TITLE = "容错事项报备确认书"
STYLE = Path(__file__).parent.parent / "templates" / "tolerance" / "letter.css"


def zh_day(day: date) -> str:
    """Return a day as official documents write it, such as 2026年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def office_of(unit: Unit) -> str:
    """Return the office that answers for cases of a unit."""
    root = unit.ancestors(include_self=True).first() or unit
    return f"{root.name}容错纠错工作领导小组办公室"


def fingerprint(data: dict[str, Any]) -> str:
    """Return the SHA-256 over a confirmation's data, in hexadecimal."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def render_prefiling(prefiling: Prefiling) -> bytes:
    """Return the confirmation as a PDF: the same bytes for the same data.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        jobs.rendering.RenderingFailed: a character has no glyph.
        ValueError: the data no longer fits the fingerprint that was frozen with it.
    """
    if fingerprint(prefiling.data) != prefiling.sha256:
        raise ValueError("the confirmation's data was changed after it was issued")
    with translation.override("zh-hans"):
        html = render_to_string(
            "tolerance/prefiling/letter.html",
            {"letter": prefiling.data, "sha256": prefiling.sha256, "style": STYLE.read_text(encoding="utf-8")},
        )
    return render_pdf(html, title=f"{TITLE} {prefiling.number}", identifier=bytes.fromhex(prefiling.sha256))
