"""Documents to be kept and read aloud: a validator finds no broken rule, and attached files come out unchanged."""

from io import BytesIO

import page
import pikepdf
import pytest

from jobs.archival import Attachment
from jobs.rendering import render_pdf

TABLE = Attachment("figures.csv", "项目,数\r\n台账,23\r\n".encode(), "数据表", "text/csv")
HTML = (
    "<!doctype html><html lang='zh-hans'><head><title>x</title><style>@page, body { font-family: 'Noto Serif CJK SC' }"
    "</style></head><body><h1>季度简报</h1><p>直接减负 12 项。</p><svg xmlns='http://www.w3.org/2000/svg' role='img'"
    " aria-label='柱' width='9' height='9'><title>柱</title><rect width='9' height='9'/></svg></body></html>"
)


def _pdf(*attachments: Attachment) -> bytes:
    return render_pdf(HTML, title="简报", identifier=b"2026Q3", attachments=attachments)


def broken_rules(pdf: bytes) -> list[str]:
    """Return the rules of PDF/A-3a and PDF/UA-1 that a PDF breaks."""
    profiles = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    assert [report.rules.total for report in reports] == [156, 104]
    return [failure.rule_id for report in reports for failure in report.failures]


@pytest.mark.parametrize("attachments", [(), (TABLE,)])
def test_no_rule_is_broken(attachments: tuple[Attachment, ...]) -> None:
    assert broken_rules(_pdf(*attachments)) == []


def test_broken_rules_are_found() -> None:
    skipped = HTML.replace("<p>", "<h3>").replace("</p>", "</h3>")
    pdf = render_pdf(skipped, title="x", identifier=b"x")
    assert broken_rules(pdf) == ["PDFUA1-HEADING-NESTING-001"]


def test_file_is_attached_as_data_without_a_time_of_making() -> None:
    pdf = _pdf(TABLE)
    assert pdf == _pdf(TABLE)
    with pikepdf.open(BytesIO(pdf)) as document:
        [(name, spec)] = document.attachments.items()
        assert (name, spec.description, str(spec.relationship)) == ("figures.csv", "数据表", "/Data")
        file = spec.get_file()
        assert (file.read_bytes(), file.mime_type) == (TABLE.content, "text/csv")
        assert len(document.Root.AF) == 1
        assert {str(spec.obj.EF.F.Params[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20000101000000Z"}


def test_no_stream_ends_with_a_carriage_return() -> None:
    # An Adler-32 checksum that ends with this byte: 1 + 12, the sum of the bytes.
    pdf = _pdf(Attachment("a.bin", b"\x0c", "x", "application/octet-stream"))
    assert b"\r\nendstream" not in pdf
    assert broken_rules(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.attachments["a.bin"].get_file().read_bytes() == b"\x0c"
