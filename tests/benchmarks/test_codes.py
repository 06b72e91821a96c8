"""The analyst upon codes: a copy of all files after a release, every printed code and the key together tell no pair."""

import json
import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.analyst import DATABASE, Places, Released, attacks, of_sqlite
from benchmarks.kendall import tau
from tests.browser.server import migrate
from tests.feedback.test_erasure_on_disk import Product

SENT = 60
# By chance tau spreads by 0.089 among sixty: this is over five of them, even for the strongest of many attacks.
FAR = 0.5
_SEND = f"""
import json
from datetime import date
from accounts.models import Membership, Unit, User
from feedback import codes, receipts
from feedback.intake import Content
from feedback.models import Report
from feedback.services.codes import order_codes
from feedback.services.release import release_all
from feedback.services.submit import submit_report
from search.services import drain
day, unit, printed = date(2026, 3, 2), Unit.objects.create(name="county", staff_count=90, receives_reports=True), []
officer = User.objects.create_user("officer")
Membership.objects.create(user=officer, unit=unit, role="issuer")
draw = lambda batch, found: printed.extend(found) or b""
order_codes(actor=officer, unit=unit, sheets={SENT // 10}, draw=draw, today=day)
for number, code in enumerate(printed):
    content = Content(category="B03", words=f"number {{number}} of many words", receiving_unit=unit.pk)
    submit_report(receipt=receipts.new(), content=content, today=day, code=code)
release_all(today=day)
drain()
print("marks", json.dumps([codes.mark(code) for code in printed]))
"""


def _copy(product: Product, target: Path) -> Path:
    shutil.copytree(product.data, target, ignore=shutil.ignore_patterns("static"))
    opened = target.with_name("opened")
    opened.mkdir()
    for path in target.glob(f"{DATABASE}*"):
        shutil.copy2(path, opened)
    return opened / DATABASE


def _far(truth: Places, found: dict[str, Places]) -> dict[str, float]:
    """Return the attacks whose order comes near `truth`, with their tau."""
    order = sorted(range(len(truth)), key=lambda place: truth[place] or 0)
    ranks = [order.index(place) for place in range(len(truth))]
    measured = {name: tau(ranks, places) for name, places in found.items()}
    return {name: value for name, value in measured.items() if abs(value) > FAR}


@pytest.mark.slow
def test_after_the_release_no_order_ties_codes_to_reports(tmp_path: Path) -> None:
    product = Product(tmp_path)
    migrate(product.environment)
    marks: list[str] = json.loads(product.shell(_SEND).split("marks ")[1])
    with closing(sqlite3.connect(_copy(product, tmp_path / "copy"))) as database:
        rows = dict(database.execute("SELECT mark, id FROM feedback_spentmark").fetchall())
        sent = database.execute("SELECT rowid, id, receipt_digest, words FROM feedback_report").fetchall()
        reports = sorted((Released(*row) for row in sent), key=lambda one: int(one.words.split()[1]))
        # The mark stands in for the digest, so that the same attacks look for it in rows, pages, log and index.
        used = [Released(rows[mark], str(uuid.uuid4()), mark, mark) for mark in marks]
        copy = of_sqlite(tmp_path / "copy", database)
        of_codes, of_reports = attacks(copy, used), attacks(copy, reports)
    arrival: Places = [float(number) for number in range(SENT)]
    assert len(rows) == len(reports) == SENT
    assert {"row order", "rows of feedback_spentmark", "database: last place of a name"} <= set(of_codes)
    assert _far(arrival, of_codes) == {}
    for name in ("row order", "database: last place of a name", "rows of feedback_report"):
        assert _far(of_reports[name], of_codes) == {}, name


def test_an_order_that_is_there_would_be_seen() -> None:
    arrival: Places = [float(number) for number in range(SENT)]
    assert _far(arrival, {"kept": arrival, "turned": arrival[::-1]}) == {"kept": 1.0, "turned": -1.0}
