"""An edition as a PDF: official-document look from frozen figures alone, so that equal data gives equal bytes."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from digests.attachment import csv_of
from digests.models import Edition
from digests.presenting import context_of
from jobs.charts import PAPER
from jobs.rendering import render_pdf

LANGUAGES = ("zh-hans", "en")
STYLE = Path(__file__).parent.parent / "templates" / "digests" / "edition.css"


def render_html(edition: Edition, language: str) -> str:
    """Return the whole document that becomes the PDF."""
    with translation.override(language):
        context = {
            **context_of(edition, PAPER),
            "language": language,
            "serial": f"{edition.serial:06d}",
            "style": STYLE.read_text(encoding="utf-8"),
        }
        return render_to_string("digests/edition.html", context)


def render(edition: Edition, language: str) -> bytes:
    """Return the PDF of an edition.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        jobs.rendering.RenderingFailed: a character has no glyph.
    """
    html = render_html(edition, language)
    with translation.override(language):
        title = f"{edition.unit.name} {edition.number}"
        figures = csv_of(edition.figures)
    identifier = bytes.fromhex(edition.sha256)
    return render_pdf(html, title=title, language=language, identifier=identifier, attachments=[figures])


def file_name(edition: Edition, language: str) -> str:
    """Return the name of the PDF's file, such as 清源县-2026Q3-r1.pdf."""
    tail = "-en" if language == "en" else ""
    return f"{edition.unit.name}-{edition.period}-r{edition.revision}{tail}.pdf"
