"""An edition as a PDF from frozen figures alone, so that equal data gives equal bytes; owns which looks there are.

Both layouts are one document of the same words, tables and charts under two stylesheets: the official one is for paper,
the plain one a narrow column that fills a phone.
"""

import hashlib
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from digests.attachment import csv_of
from digests.models import Edition, Rendering
from digests.presenting import context_of
from jobs.charts import PAPER, PHONE
from jobs.rendering import render_pdf

LANGUAGES = ("zh-hans", "en")
_FOLDER = Path(__file__).parent.parent / "templates" / "digests"
STYLE, PLAIN_STYLE = _FOLDER / "edition.css", _FOLDER / "plain.css"
OFFICIAL, PLAIN = Rendering.Layout.OFFICIAL.value, Rendering.Layout.PLAIN.value
LAYOUTS = (OFFICIAL, PLAIN)
_LOOKS = {OFFICIAL: (STYLE, PAPER), PLAIN: (PLAIN_STYLE, PHONE)}


def render_html(edition: Edition, language: str, layout: str = OFFICIAL) -> str:
    """Return the document that becomes the PDF, without its stylesheet."""
    _style, ink = _LOOKS[layout]
    with translation.override(language):
        context = {
            **context_of(edition, ink),
            "language": language,
            "serial": f"{edition.serial:06d}",
        }
        return render_to_string("digests/edition.html", context)


def render(edition: Edition, language: str, layout: str = OFFICIAL) -> bytes:
    """Return the PDF of an edition.

    Args:
        edition: the edition, whose frozen figures and remarks are all that is read.
        language: one of `LANGUAGES`.
        layout: one of `LAYOUTS`.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        jobs.rendering.RenderingFailed: a character has no glyph.
    """
    html = render_html(edition, language, layout)
    style = _LOOKS[layout][0].read_text(encoding="utf-8")
    with translation.override(language):
        title = f"{edition.unit.name} {edition.number}"
        figures = csv_of(edition.figures)
    identifier = bytes.fromhex(edition.sha256)
    if layout == PLAIN:
        identifier = hashlib.sha256(identifier + layout.encode()).digest()
    return render_pdf(html, title=title, language=language, identifier=identifier, style=style, attachments=[figures])


def file_name(edition: Edition, language: str, layout: str = OFFICIAL) -> str:
    """Return the name of the PDF's file, such as 清源县-2026Q3-r1.pdf."""
    tail = ("-phone" if layout == PLAIN else "") + ("-en" if language == "en" else "")
    return f"{edition.unit.name}-{edition.period}-r{edition.revision}{tail}.pdf"
