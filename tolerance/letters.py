"""Letters: freezes their data with a hash, and renders the same bytes from the same data. Letters are in Chinese.

A letter shows what is in its data and nothing else, so that no later change of a case can change what was sent. Its
check code follows from the hash; who holds the paper can compare both with what is on file, on a public page.
"""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from django.template.loader import render_to_string
from django.utils import translation

from jobs.rendering import render_pdf
from tolerance.lettering import letter_data
from tolerance.models import Case, Letter
from tolerance.numbering import next_number

SERIES = {
    Letter.Kind.ACCEPTANCE: "容错受",
    Letter.Kind.DECLINE: "容错不受",
    Letter.Kind.SUPPLEMENT: "容错补",
    Letter.Kind.DECISION: "容错认",
    Letter.Kind.REVIEW: "容错复",
    Letter.Kind.EXTENSION: "容错延",
    Letter.Kind.CORRECTION: "纠错通",
    Letter.Kind.CLEARING: "容错澄",
    Letter.Kind.EFFECT: "容错告",
}
STYLE = Path(__file__).parent.parent / "templates" / "tolerance" / "letter.css"
# No letter looks like another or like a digit; two groups of five are some fifty bits.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 5


def fingerprint(data: dict[str, Any]) -> str:
    """Return the SHA-256 over a letter's data, in hexadecimal."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def check_code(sha256: str) -> str:
    """Return the check code that stands on a letter with this hash, such as `7K2PM-X9QRT`."""
    rest, signs = int(hashlib.sha256(f"check code of {sha256}".encode()).hexdigest(), 16), ""
    for _place in range(2 * _GROUP):
        rest, sign = divmod(rest, len(_ALPHABET))
        signs += _ALPHABET[sign]
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"


def issue(case: Case, kind: Letter.Kind, *, on: date, **told: str) -> Letter:
    """Freeze a letter of `kind` for a case as it stands, and return it; to be called in the step's transaction.

    Args:
        case: the case.
        kind: what the letter says.
        on: the day of issue.
        told: what the step adds, by the name that the template knows it by, such as `reason`.
    """
    number = f"{SERIES[kind]}〔{on.year}〕{next_number(SERIES[kind], on.year)}号"
    # A case that was read before the step knows nothing of seats taken since.
    data = letter_data(Case.objects.get(pk=case.pk), kind, number, on, told)
    return Letter.objects.create(case=case, kind=kind, number=number, data=data, sha256=fingerprint(data), issued_on=on)


def _render(data: dict[str, Any], sha256: str, *, address: str, draft: bool) -> bytes:
    code = check_code(sha256)
    where = f"{address}?{urlencode({'number': data['number'], 'code': code})}" if address and not draft else ""
    context = {
        "letter": data,
        "sha256": sha256,
        "code": code,
        "draft": draft,
        "qr": segno.make_qr(where, error="m").svg_data_uri(border=0, omitsize=True) if where else "",
        "shown_address": address.partition("://")[2],
        "style": STYLE.read_text(encoding="utf-8"),
    }
    with translation.override("zh-hans"):
        html = render_to_string("tolerance/letter.html", context)
    return render_pdf(html, title=f"{data['title']} {data['number']}", identifier=bytes.fromhex(sha256))


def render_letter(letter: Letter, *, address: str = "") -> bytes:
    """Return the letter's PDF; the same letter and address give the same bytes.

    Args:
        letter: the letter.
        address: the address of the page that tells whether a letter is authentic; without one there is no QR.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        ValueError: the data no longer fits the hash that was frozen with it.
    """
    if fingerprint(letter.data) != letter.sha256:
        raise ValueError("the letter's data was changed after it was issued")
    return _render(letter.data, letter.sha256, address=address, draft=False)


def render_preview(letter: Letter) -> bytes:
    """Return the PDF of a letter that was not issued: it has no number, no check code, and proves nothing.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
    """
    kind = Letter.Kind(letter.kind)
    data = letter.data | {"number": f"{SERIES[kind]}〔{letter.issued_on.year}〕　号"}
    return _render(data, fingerprint(data), address="", draft=True)
