"""Runs the tests that touch the database once more, on a PostgreSQL of their own: `python -m tests.postgres [tests]`.

Without arguments: constraints, triggers, locks, races and what a release and an erasure leave behind, the search that
may live in it, a backup that comes back, and the whole product started on it. Any other test can be named.
"""

import os
import subprocess
import sys

from tests.postgres.server import running

ROOMS = (
    "accounts",
    "digests/test_cancelling.py",
    "digests/test_keeping.py",
    "digests/test_services.py",
    "feedback/floods",
    "feedback/register/test_cleanup_races.py",
    "feedback/register/test_cleanup.py",
    "feedback/test_claims.py",
    "feedback/test_killed.py",
    "feedback/test_regrouping.py",
    "feedback/test_release.py",
    "feedback/test_retention.py",
    "feedback/test_rotation.py",
    "feedback/test_verdicts.py",
    "feedback/test_withdraw.py",
    "jobs",
    "postgres",
    "search/test_engines.py",
    "search/test_permissions.py",
    "search/test_services.py",
    "tolerance/services",
    "tolerance/test_models.py",
)
BACKUP = "tests/config/backups/test_restore.py::test_a_backup_comes_back_without_what_was_due"
LEFT_OUT = tuple(
    f"--ignore=tests/{place}"
    for place in (
        "jobs/rebuilding",
        "jobs/test_rendering.py",
        "jobs/test_workdays.py",
        "tolerance/services/test_criteria.py",
        "tolerance/services/test_drafting.py",
        "tolerance/services/test_evidence.py",
        "tolerance/services/test_precedents.py",
    )
)
HOW = ("-q", "-n", "2", "--dist", "loadfile", "-m", "not browser", "-p", "tests.postgres.selection")


def main(chosen: list[str]) -> int:
    """Run the `chosen` tests, or all that are meant for PostgreSQL, and return pytest's exit code."""
    tests = chosen or [*(f"tests/{room}" for room in ROOMS), BACKUP, *LEFT_OUT]
    with running() as url:
        environ = os.environ | {"QZ_DATABASE_URL": url}
        command = [sys.executable, "-m", "pytest", *HOW, *tests]
        return subprocess.run(command, env=environ, check=False).returncode  # noqa: S603  # our own tests


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
