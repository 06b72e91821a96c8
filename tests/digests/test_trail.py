"""The head of the audit trail on the last page: of the act of building, the same for ever, and of nobody else."""

from io import BytesIO, StringIO

from django.core.management import call_command
from pypdf import PdfReader

from accounts.audit import first_broken
from accounts.models import AuditEntry
from digests.document import render, render_html
from digests.periods import Quarter
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter


def test_the_head_is_frozen_printed_on_the_last_page_and_can_be_verified(
    organisation: Organisation, cast: Cast
) -> None:
    quarter(organisation)
    edition = build_edition(actor=cast.superior, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    entry = AuditEntry.objects.get(act="digest.build")
    assert (edition.trail_head, entry.detail["sha256"]) == (entry.digest, edition.sha256)
    # Reports are in the rows; none of them, nor their number, is in the entries that the head stands for.
    assert AuditEntry.objects.filter(number__lte=entry.number).exclude(act="digest.build").count() == 0
    build_edition(actor=cast.superior, unit=organisation.county, period=Quarter(2026, 2), on=BUILT)
    edition.refresh_from_db()
    assert edition.trail_head == entry.digest
    last = PdfReader(BytesIO(render(edition, "zh-hans"))).pages[-1].extract_text()
    words = "".join(last.split())
    for text in (edition.sha256, entry.digest, "manage.pyverify_audit--holds", "分送：清源县领导同志"):
        assert text in words
    out = StringIO()
    call_command("verify_audit", holds=entry.digest, stdout=out)
    assert f"at entry {entry.number}:" in out.getvalue()
    assert first_broken() is None


def test_an_edition_from_before_says_nothing_of_a_head(organisation: Organisation) -> None:
    quarter(organisation)
    edition = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    edition.trail_head = ""
    assert "verify_audit" not in render_html(edition, "en")
