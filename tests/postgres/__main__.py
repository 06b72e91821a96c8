"""Runs the tests that touch the database once more, on a PostgreSQL of their own: `python -m tests.postgres [tests]`.

Without arguments: the rooms whose services, constraints, triggers, locks and races the database carries, a backup that
comes back, and the whole product started on it. What never touches the database, needs a browser or kills the search
index stays out.
"""

import os
import subprocess
import sys

from tests.postgres.server import running

ROOMS = ("accounts", "jobs", "search", "feedback", "tolerance", "digests", "postgres")
BACKUP = "tests/config/backups/test_restore.py::test_a_backup_comes_back_without_what_was_due"
LEFT_OUT = tuple(
    f"--ignore=tests/{place}"
    for place in (
        "search/backend",
        "search/test_crash.py",
        "jobs/test_rendering.py",
        "jobs/test_workdays.py",
        "feedback/test_erasure_on_disk.py",  # reads the files of SQLite
        "feedback/test_no_trace.py",  # here `postgres/test_trace.py` reads the whole cluster
        "feedback/test_selfid.py",
        "feedback/test_receipts.py",
        "feedback/test_forms.py",
        "digests/test_document.py",
        "digests/test_recovery.py",  # solves for hidden counts; the figures it reads are tested beside it
        "tolerance/test_letters.py",
        # What pages and papers show of the rows that the services wrote, and who may do what, is the same everywhere.
        "digests/test_attachment.py",
        "digests/test_build_digest.py",
        "digests/test_bulletin.py",
        "digests/test_comparing.py",
        "digests/test_golden.py",
        "digests/test_instructing.py",
        "digests/test_instruction_pages.py",
        "digests/test_pages.py",
        "digests/test_recovery_periods.py",
        "digests/test_remarks.py",
        "feedback/register/test_importing.py",
        "feedback/register/test_sheets.py",
        "feedback/register/test_task_pages.py",
        "feedback/test_files.py",
        "feedback/test_late_files.py",
        "feedback/test_rebuilding_room.py",
        "feedback/test_views_code.py",
        "feedback/test_views_done.py",
        "feedback/test_views_report.py",
        "feedback/test_workplace_pages.py",
        "jobs/rebuilding",
        "tolerance/services/test_criteria.py",
        "tolerance/services/test_drafting.py",
        "tolerance/services/test_evidence.py",
        "tolerance/services/test_precedents.py",
        "tolerance/test_thirty.py",
        "tolerance/test_visibility.py",
        "tolerance/test_workflow.py",
        "tolerance/views",
    )
)
HOW = ("-q", "-n", "2", "--dist", "loadfile", "--no-cov", "-m", "not browser", "-p", "tests.postgres.selection")


def main(chosen: list[str]) -> int:
    """Run the `chosen` tests, or all that are meant for PostgreSQL, and return pytest's exit code."""
    tests = chosen or [*(f"tests/{room}" for room in ROOMS), BACKUP, *LEFT_OUT]
    with running() as url:
        environ = os.environ | {"QZ_DATABASE_URL": url}
        command = [sys.executable, "-m", "pytest", *HOW, *tests]
        return subprocess.run(command, env=environ, check=False).returncode  # noqa: S603  # our own tests


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
