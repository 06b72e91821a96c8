"""What a thief of a cluster's folder learns of an order after a release: nothing, by any attack; before it, he does."""

import os
import random
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import Membership, Unit, User
from benchmarks.analyst import Places, Released, attacks
from benchmarks.arrivals import Stored
from benchmarks.cluster import of_cluster
from benchmarks.kendall import tau
from feedback import codes, receipts
from feedback.effacing import efface_order
from feedback.floods.buckets import Passage, refill, take
from feedback.intake import Content
from feedback.models import Bucket, CodeBatch
from feedback.services.codes import order_codes
from feedback.services.release import release_all
from feedback.services.submit import submit_report
from feedback.write_ahead import cut_log, missing_rights
from search.models import DirtyMark
from tests.conftest import Organisation

pytestmark = pytest.mark.skipif(
    not os.environ.get("QZ_DATABASE_URL"), reason="needs the PostgreSQL that `python -m tests.postgres` starts"
)
DAY = date(2026, 3, 2)
SENT = 60
# By chance tau spreads by 0.089 among sixty: this is over five of them, even for the strongest of many attacks.
FAR = 0.5


def _url() -> str:
    return f"postgresql://qz@/{connection.settings_dict['NAME']}?host={connection.settings_dict['HOST']}"


def _asked(question: str) -> Sequence[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _send() -> tuple[list[str], list[str]]:
    """Send reports with a code each; return the digests of their receipts and the codes' marks, in that order."""
    unit, officer = Unit.objects.create(name="county", staff_count=90, receives_reports=True), User(username="officer")
    officer.save()
    Membership.objects.create(user=officer, unit=unit, role="issuer")
    printed: list[str] = []

    def draw(_batch: CodeBatch, found: Sequence[str]) -> bytes:
        printed.extend(found)
        return b""

    order_codes(actor=officer, unit=unit, sheets=SENT // 10, draw=draw, today=DAY)
    digests = []
    for number, code in enumerate(printed):
        receipt = receipts.new()
        content = Content(category="B03", words=f"number {number} of many words", receiving_unit=unit.pk)
        submit_report(receipt=receipt, content=content, today=DAY, code=code)
        digests.append(receipts.digest(receipt))
    return digests, [codes.mark(code) for code in printed]


def _far(found: dict[str, Places]) -> dict[str, float]:
    measured = {name: tau(range(SENT), places) for name, places in found.items()}
    return {name: value for name, value in measured.items() if abs(value) > FAR}


def _sees_the_log() -> bool:
    """Return whether what is written can be found in the log; another test may cut it at any time."""
    for _ in range(5):
        key = uuid.uuid4().hex
        DirtyMark.objects.create(kind="report", key=key, version=1)
        if key.encode() in of_cluster(_url(), None).contents["log"]:
            return True
    return False


@pytest.mark.django_db(transaction=True)
def test_after_the_release_no_file_of_a_cluster_tells_the_order() -> None:
    digests, marks = _send()
    waiting = [Released(0, str(uuid.uuid4()), digest, "") for digest in digests]
    before = attacks(of_cluster(_url(), None), waiting)
    assert tau(range(SENT), before["rows of feedback_pooledentry"]) == 1.0
    _analyse_as_the_server_may()
    release_all(today=DAY)
    copy, stored = of_cluster(_url(), None), Stored(_asked, postgres=True)
    reports = stored.things("r.receipt_digest", "r.id, r.receipt_digest, r.words", "feedback_report r")
    spent = stored.things("r.mark", "'', r.mark, ''", "feedback_spentmark r")
    for things in ([reports[digest] for digest in digests], [spent[mark] for mark in marks]):
        found = attacks(copy, things)
        assert {"row order", "transactions that wrote the rows", "database: last place of a name"} <= set(found)
        assert set(found["log: last place of a name"]) == {None}
        assert _far(found) == {}
    assert _sees_the_log()


def _analyse_as_the_server_may() -> None:
    """Let the server look at the pool, as it may at any time: it must keep no sample of what waits."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    kept = "SELECT count(*) FROM pg_stats WHERE tablename IN ('feedback_pooledentry', 'feedback_pooledfile')"
    assert _asked(kept)[0][0] == 0


@pytest.mark.django_db(transaction=True)
def test_a_bucket_does_not_tell_which_unit_came_last(organisation: Organisation) -> None:
    refill(chance=random.SystemRandom())
    for unit in (organisation.town, organisation.county):
        with transaction.atomic():
            take(unit.pk, Passage.PLAIN)
    efface_order()
    written = _asked("SELECT place FROM feedback_bucket ORDER BY xmin::text::bigint")
    assert [row[0] for row in written] == sorted(Bucket.objects.values_list("place", flat=True))


@pytest.mark.django_db
def test_rights_that_are_missing_are_named() -> None:
    assert missing_rights() == []
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain")
        cursor.execute("SET LOCAL ROLE plain")
    assert missing_rights() == [
        'GRANT EXECUTE ON FUNCTION pg_switch_wal() TO "plain";',
        'GRANT pg_checkpoint TO "plain";',
    ]
    assert cut_log() is False
