"""Backups made and restored by the real commands, over folders and databases of their own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.server import ROOT, environment_for
from tests.postgres.server import PROGRAMS

pytestmark = pytest.mark.slow
_FILL = """
from datetime import date
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from accounts.models import Unit
from feedback import receipts
from feedback.intake import Content
from feedback.models import Report
from feedback.services import release_due, submit_report
from feedback.services.release import release_all
SessionStore().save(must_create=True)
today, unit = timezone.localdate(), Unit.objects.create(name="county", receives_reports=True)
def send(words, on=today):
    receipt = receipts.new()
    submit_report(receipt=receipt, content=Content(category="B03", words=words, receiving_unit=unit.pk), today=on)
    return receipt
mine = [send("released"), send("closedlongago"), send("withdrawnlater")]
release_all(today=today)
mine += [send("waiting"), send("waiting since", date(2026, 1, 1))]
Report.objects.filter(words="closedlongago").update(
    state="declined", decline_reason="closedlongago", decline_channel="none", state_on=date(2020, 1, 1))
print(" ".join(mine))
"""
_LOOK = """
import json
from django.db import connection
from accounts.models import AuditEntry
from feedback.models import PooledEntry, Report
from feedback.services.submit import content_under
from search.checking import compare
kinds = {row.act for row in AuditEntry.objects.all()}
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM django_session")
    sessions = cursor.fetchone()[0]
print(json.dumps({
    "words": sorted(Report.objects.exclude(words="").values_list("words", flat=True)),
    "reports": Report.objects.count(), "pooled": PooledEntry.objects.count(),
    "days": PooledEntry.objects.values("release_by").distinct().count(),
    "found": [content_under(each) is not None for each in RECEIPTS], "sessions": sessions,
    "exact": compare().is_exact, "acts": sorted(kinds & {"backup.make", "backup.restore"}),
}))
"""


class Place:
    """One installation, by its commands."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.data, self.keys = folder / "data", folder / "keys"
        self.environment = environment_for(self.data, demo=False) | {"QZ_KEYS": str(self.keys)} | variables
        self.environment["PATH"] = f"{PROGRAMS}:{os.environ['PATH']}"

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def must(self, *command: str) -> str:
        done = self.run(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def look(self, receipts: list[str]) -> dict[str, object]:
        script = _LOOK.replace("RECEIPTS", json.dumps(receipts))
        found: dict[str, object] = json.loads(self.must("shell", "-v0", "-c", script))
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, list[str], Path, Path]:
    """Return an installation with reports, their receipts, its backup and its keys."""
    folder = tmp_path_factory.mktemp("made")
    place = Place(folder)
    place.must("migrate", "-v0")
    receipts = place.must("shell", "-v0", "-c", _FILL).split()
    done = place.run("backup", str(folder / "here"), "--keys", str(folder / "there"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("same disk") == 2
    archive, keys = (next((folder / name).glob("*")) for name in ("here", "there"))
    return place, receipts, archive, keys


def test_a_backup_shows_its_day_and_nothing_else(made: tuple[Place, list[str], Path, Path]) -> None:
    place, receipts, archive, keys = made
    assert re.fullmatch(r"qingzhuang-\d{4}-\d\d-\d\d\.(backup|keys)", archive.name)
    for path in (archive, keys):
        assert (path.stat().st_mtime % 86400, path.stat().st_mode & 0o777) == (0, 0o600)
        assert list(path.parent.iterdir()) == [path]
    assert not re.search(rb"released|waiting|county|" + receipts[0].encode(), archive.read_bytes())
    assert not (place.data / ".passing").exists()
    names = set(json.loads(keys.read_text())["keys"])
    assert names >= {"backup-1", "django", "pool-1", "receipt-1"}


def test_a_backup_comes_back_without_what_was_due(made: tuple[Place, list[str], Path, Path], tmp_path: Path) -> None:
    _, receipts, archive, keys = made
    place = Place(tmp_path)
    said = place.must("restore", str(archive), "--keys", str(keys))
    assert "Restored the backup of" in said
    days = 2 if os.environ.get("QZ_DATABASE_URL") else 1
    assert place.look(receipts) == {
        "words": ["released", "withdrawnlater"], "reports": 3, "pooled": 2, "days": days, "found": [True] * 5,
        "sessions": 0, "exact": True, "acts": ["backup.make", "backup.restore"],
    }  # fmt: skip
    everything = b"".join(path.read_bytes() for path in place.data.rglob("*") if path.is_file())
    assert b"closedlongago" not in everything


def test_what_was_withdrawn_since_stays_gone(made: tuple[Place, list[str], Path, Path], tmp_path: Path) -> None:
    _, receipts, archive, keys = made
    place = Place(tmp_path)
    place.must("restore", str(archive), "--keys", str(keys))
    again = place.run("restore", str(archive))
    assert "There is data here already" in again.stderr
    withdraw = "from feedback.services.withdraw import withdraw_report as w; w(receipt='{}')"
    place.must("shell", "-v0", "-c", withdraw.format(receipts[2]))
    place.must("restore", str(archive), "--overwrite")
    assert place.look(receipts)["words"] == ["released"]


@pytest.mark.skipif(bool(os.environ.get("QZ_DATABASE_URL")), reason="one transaction does it in PostgreSQL")
def test_a_killed_restore_leaves_the_old_data_or_the_new(
    made: tuple[Place, list[str], Path, Path], tmp_path: Path
) -> None:
    _, receipts, archive, keys = made
    place = Place(tmp_path)
    place.must("restore", str(archive), "--keys", str(keys))
    command = [sys.executable, "manage.py", "restore", str(archive), "--overwrite"]
    for seconds in (1.5, 3.0):
        running = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=place.environment, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        seen = place.look(receipts)
        assert (seen["words"], seen["pooled"], seen["found"]) == (["released", "withdrawnlater"], 2, [True] * 5)
    place.must("rebuild_index")
    assert place.look(receipts)["exact"] is True
    place.must("prepare")
    assert not (place.data / ".passing").exists()
