"""After an erasure no byte of the database's files nor of the index holds the words; before it, they do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.server import ROOT, environment_for, migrate

MARKER = "zqxvplugh"
# Rows of many sizes, one of them longer than a page of the database, among others that stay.
_FILL = f"""
from datetime import date
from accounts.models import Unit
from feedback.models import PooledEntry, Report
from feedback import receipts
from feedback.intake import Content
from feedback.services.submit import submit_report
from feedback.services.reply import add_message
from feedback.services.release import release_all
from search.services import drain
day, unit = date(2026, 3, 2), Unit.objects.create(name="county", receives_reports=True)
for number in range(60):
    gone = number % 3 != 2
    receipt, words = receipts.new(), ("{MARKER} " if gone else "stays ") * (1 + number * 17)
    submit_report(receipt=receipt, content=Content(category="B03", words=words, receiving_unit=unit.pk), today=day)
    if gone:
        add_message(receipt=receipt, text="{MARKER} again", today=day)
        with open("RECEIPTS", "a") as file:
            file.write(receipt + "\\n")
release_all(today=day)
drain()
"""
_ERASE = f"""
from datetime import date, timedelta
from feedback.models import Report
from feedback.services.retention import erase_due
day = date(2026, 3, 2)
Report.objects.filter(words__contains="{MARKER}").update(
    state="declined", decline_reason="{MARKER}", decline_channel="none", state_on=day)
print("erased", erase_due(today=day + timedelta(days=180)))
"""
_WITHDRAW = """
from datetime import date
from feedback.services.retention import erase_due
from feedback.services.withdraw import withdraw_report
for receipt in open("RECEIPTS").read().split():
    withdraw_report(receipt=receipt)
print("erased", erase_due(today=date(2026, 3, 3)))
"""


class Product:
    """A database and an index in a folder of their own, reached by management commands."""

    def __init__(self, folder: Path) -> None:
        self.data, self.receipts = folder / "data", folder / "receipts"
        self.environment = environment_for(self.data, demo=False)

    def run(self, *command: str) -> str:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, script: str) -> str:
        return self.run("shell", "-v0", "-c", script.replace("RECEIPTS", str(self.receipts)))

    def holders(self) -> set[str]:
        """Return the top-level names below which a file holds the marker."""
        marks = (MARKER.encode(), MARKER.encode("utf-16-le"))
        files = [path for path in self.data.rglob("*") if path.is_file()]
        found = [path for path in files if any(mark in path.read_bytes() for mark in marks)]
        return {path.relative_to(self.data).parts[0].removesuffix("-wal") for path in found}


@pytest.mark.slow
@pytest.mark.parametrize("script", [_ERASE, _WITHDRAW], ids=["by its time", "by its writer"])
def test_no_byte_is_left(tmp_path: Path, script: str) -> None:
    product = Product(tmp_path)
    migrate(product.environment)
    product.shell(_FILL)
    assert product.holders() == {"index", "qingzhuang.sqlite3"}
    assert "erased 40" in product.shell(script)
    assert product.holders() == set()
    assert "20 0" in product.shell(
        "from feedback.models import Message, Report; print(Report.objects.there().count(), Message.objects.count())"
    )


@pytest.mark.slow
def test_no_byte_of_a_file_is_left(tmp_path: Path) -> None:
    product = Product(tmp_path)
    migrate(product.environment)
    look = "import json, pathlib; from tests.feedback.tracing_files import follow; "
    (seen,) = json.loads(product.shell(f"{look} print(json.dumps(follow(pathlib.Path('{product.data}'))))"))
    # The search can find: of what is there, pieces are seen but for those that a page's end cuts in two.
    there = {name: seen.pop(name) > 0.95 for name in ("waiting", "released", "beside it")}  # share
    assert there == {"waiting": True, "released": True, "beside it": True}
    assert seen == {"waiting, after the release": 0, "withdrawn": 0, "erased": 0, "words": 0}
