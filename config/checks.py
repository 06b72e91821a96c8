"""The checks of `./test`, each a timed step; owns their list and order. Standard library only.

A check that fails shows its output and the others still run, so that one look tells everything.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from config.environment import BASE_DIR
from config.steps import step

BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
COVERED = "not browser and not slow"
FAST = f"{COVERED} and not long"
LEAST_COVERED, MOST_GAPS = 90, 10

CHECKS: dict[str, tuple[str, ...]] = {
    "Format": (str(BIN / "ruff"), "format", "--check", "--quiet", "."),
    "Lint": (str(BIN / "ruff"), "check", "--quiet", "."),
    # Lint only: djlint's formatter does not come to rest on these templates, so its check could never pass for good.
    "Templates": (str(BIN / "djlint"), "templates", "--lint", "--quiet"),
    "Import contracts": (str(BIN / "lint-imports"), "--no-cache"),
    "Migrations up to date": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "Deployment checks": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
}
# Takes as long as all others together, and so runs beside them.
TYPES = (sys.executable, "-m", "mypy", ".")


def _environment(folder: str) -> dict[str, str]:
    # PATH alone, so that no setting of the machine colours a check.
    return {
        "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
        "HOME": folder,
        "LANG": "C.UTF-8",
        "QZ_DATA": str(Path(folder) / "data"),
        "QZ_HTTPS": "1",
    }


def _passes(command: tuple[str, ...], environ: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"


def run_checks(environ: dict[str, str]) -> list[str]:
    """Run every static check and return the names of those that failed."""
    with ThreadPoolExecutor(1) as beside:
        types = beside.submit(_passes, TYPES, environ)
        asked: dict[str, Callable[[], str]] = {
            name: partial(_passes, command, environ) for name, command in CHECKS.items()
        }
        return [name for name, ask in {**asked, "Types, begun first": types.result}.items() if _fails(name, ask)]


def _fails(name: str, ask: Callable[[], str]) -> bool:
    with step(name):
        complaint = ask()
    if complaint:
        print(complaint, flush=True)
    return bool(complaint)


def run_tests(environ: dict[str, str], *, fast: bool) -> int:
    """Run pytest's fast part, or all in two parts, the first with the coverage gate; return what failed first."""
    pytest = ("pytest", "-q", "-n", "2", "--dist", "loadfile")
    if fast:
        return _shown(environ, *pytest, "-m", FAST)
    measured = Path(environ["HOME"]) / "coverage.json"
    # Its own gate and table leave out, one of them, what the processes side by side have measured.
    code = _shown(environ, "slipcover", "--json", "--out", str(measured), "-m", *pytest, "-m", COVERED)
    code = code or covered(json.loads(measured.read_text(encoding="utf-8")))
    # Without coverage: what runs in processes of its own adds nothing to it, and the long walks take twice the time.
    # Three side by side, since each often waits for what it started, and by name, which puts the longest first.
    waiting = ("-n", "3", "--no-loadscope-reorder")
    return _shown(environ, *pytest, "-m", f"not ({COVERED})", *waiting) or code


def covered(measured: dict[str, Any]) -> int:
    """Say how much of the code the tests pass through, and where the gaps are; return 1 where it is too little.

    Args:
        measured: what slipcover has written as JSON, read.
    """
    share = measured["summary"]["percent_covered"]
    print(
        f"Of lines and branches {share:.1f} % are covered; {LEAST_COVERED} % are demanded. The largest gaps:",
        flush=True,
    )
    gaps = sorted(measured["files"].items(), key=lambda row: len(row[1]["missing_lines"]), reverse=True)
    for name, row in gaps[:MOST_GAPS]:
        print(f"  {name}: {', '.join(map(str, row['missing_lines']))}", flush=True)
    return int(share < LEAST_COVERED)


def run_tests_on_postgres(environ: dict[str, str]) -> int:
    """Run the tests whose outcome the database decides on a PostgreSQL of their own too; return the exit code."""
    print("Now what the database decides, on PostgreSQL.", flush=True)
    return _shown(environ, "tests.postgres")


def _shown(environ: dict[str, str], *module: str) -> int:
    clean = {name: value for name, value in environ.items() if not name.startswith("QZ_")}
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, cwd=BASE_DIR, env=clean, stdin=subprocess.DEVNULL, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run everything, or the part under three minutes for `fast`, and return the exit code."""
    if arguments not in ([], ["fast"]):
        print("usage: ./test [fast]", file=sys.stderr)
        return 2
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="qingzhuang-check-") as folder:
        environ = _environment(folder)
        failed = run_checks(environ)
        print(f"Static checks took {time.monotonic() - start:.0f} s; now the tests.", flush=True)
        code = run_tests(environ, fast=bool(arguments))
        if not arguments:
            code = run_tests_on_postgres(environ) or code
    if failed:
        # After the tests' closing line, which would otherwise look like the end of a good run.
        print(f"Failed before the tests: {', '.join(failed)}.", flush=True)
    return code or bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
