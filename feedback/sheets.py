"""Draws the sheets of tear-off codes; owns their look, and never keeps a code: they exist in the answer alone.

The QR leads to the plain report page. No code is ever part of an address, because addresses land in logs of gateways.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path

import segno
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feedback.code_rules import STRIPS
from feedback.models import CodeBatch
from jobs.rendering import render_pdf

STYLE = Path(__file__).parent.parent / "templates" / "feedback" / "codes" / "poster.css"


def draw_posters(batch: CodeBatch, codes: Sequence[str], *, address: str) -> bytes:
    """Return the posters as a PDF in the reader's language: one page for every `STRIPS` codes.

    Args:
        batch: for which unit, and until when.
        codes: in the order in which they shall hang.
        address: the address of the report page, which the QR and the strips name.

    Raises:
        RenderingUnavailable, RenderingFailed: see `jobs.rendering.render_pdf`.
    """
    language = get_language() or "zh-hans"
    context = {
        "batch": batch,
        "sheets": [codes[start : start + STRIPS] for start in range(0, len(codes), STRIPS)],
        "address": address,
        "shown_address": address.partition("://")[2].rstrip("/"),
        "qr": segno.make_qr(address, error="m").svg_data_uri(border=0, dark="#1f282a", omitsize=True),
        "language": language,
        "style": STYLE.read_text(encoding="utf-8"),
    }
    html = render_to_string("feedback/codes/poster.html", context)
    title = _("Tear-off codes of %(unit)s") % {"unit": batch.unit}
    # A file with codes is unlike any other; a random name says nothing of them.
    return render_pdf(html, title=title, language=language, identifier=secrets.token_bytes(16))
