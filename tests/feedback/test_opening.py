"""Who of the staff opened which report is on record, once, with no word of it; that its reporter looked is not."""

import json

from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from feedback import receipts
from tests.cast import Cast, Organisation
from tests.feedback.rows import report

WORDS = "每个周五都要连夜报同一张台账。"


def test_opening_a_report_writes_one_line_and_being_refused_none(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row = report(organisation.county, WORDS)
    page = reverse("report_detail", args=[row.pk])
    answers = []
    for role in ("handler", "leader", "superior", "outsider", "system_admin", "security_admin", "audit_admin"):
        client.force_login(getattr(cast, role))
        answers.append(client.get(page).status_code)
    assert answers == [200, 403, 403, 404, 403, 403, 403]
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.subject, entry.detail) == ("handler", "report.open", f"report:{row.pk}", {})
    assert WORDS not in json.dumps([entry.subject, entry.detail], ensure_ascii=False)


def test_a_reporter_who_looks_leaves_no_line(organisation: Organisation, reporter: Client) -> None:
    receipt = receipts.new()
    report(organisation.county, WORDS, receipt_digest=receipts.digest(receipt))
    assert WORDS in reporter.post(reverse("follow"), {"receipt": receipt}).content.decode()
    assert not AuditEntry.objects.exists()
