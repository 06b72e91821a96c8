"""Runs the product beside the tests: the real web server and worker over a folder of their own.

It must never share the database of the tests' own process; rows are made by management commands and by `stage.py`.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.postgres.server import fresh_database
from tests.prepared import copy_of

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """One running product: where it answers, where its state lies, and what `stage.py` said."""

    base: str
    data: Path
    environment: dict[str, str]
    stage: dict[str, Any] = field(default_factory=dict)

    def manage(self, *arguments: str) -> str:
        """Run a management command over the server's data and return what it printed."""
        return _run([sys.executable, "manage.py", *arguments], self.environment)

    def run_module(self, name: str, *arguments: str) -> str:
        """Run a module over the server's data and return what it printed."""
        return _run([sys.executable, "-m", name, *arguments], self.environment)

    def output(self) -> str:
        """Return all that web server and worker have printed until now."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.data.parent.glob("*.log")))


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_for(data: Path, *, demo: bool) -> dict[str, str]:
    """Return the environment of a product whose state lies in `data`: nothing of QZ_ or Django leaks into it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QZ_", "DJANGO_", "COV_", "PYTEST_"))}
    database = os.environ.get("QZ_DATABASE_URL")
    own = {"QZ_DATABASE_URL": fresh_database(database)} if database else {}
    own["QZ_WEB_WORKERS"] = "1"  # the tests share two processors with it
    return kept | own | {"QZ_DATA": str(data), "QZ_DEBUG": "1", "QZ_DEMO": "1" if demo else "0"}


def _start(name: str, command: list[str], server: Server) -> subprocess.Popen[bytes]:
    with (server.data.parent / f"{name}.log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, env=server.environment, stdout=log, stderr=log)  # noqa: S603


def _wait_for(server: Server, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and web.poll() is None:
        try:
            urllib.request.urlopen(server.base, timeout=5).close()  # noqa: S310  # our own server
        except OSError:  # also what urllib raises, and a start so slow that the socket times out
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not answer.\n{server.output()}")


def migrate(environment: dict[str, str]) -> None:
    """Give the installation that `environment` names its tables."""
    copy_of(
        "empty",
        Path(environment["QZ_DATA"]),
        lambda: _run([sys.executable, "manage.py", "migrate", "-v0"], environment),
    )


def _prepare(environment: dict[str, str], *, demo: bool) -> dict[str, Any]:
    fill = ["manage.py", "load_demo"] if demo else ["-m", "tests.browser.stage"]

    def make() -> str:
        migrate(environment)
        return _run([sys.executable, *fill], environment)

    said = copy_of("demo" if demo else "staged", Path(environment["QZ_DATA"]), make)
    staged: dict[str, Any] = {} if demo else json.loads(said)
    return staged


@contextmanager
def running(folder: Path, *, demo: bool = False, **variables: str) -> Iterator[Server]:
    """Run the product until the block ends: over the demo organisation, or the cast and the URL table's rows.

    `variables` are environment variables for it, such as QZ_FLOOD_LOW.
    """
    data, port = folder / "data", free_port()
    environment = environment_for(data, demo=demo) | variables
    server = Server(f"http://127.0.0.1:{port}", data, environment, _prepare(environment, demo=demo))
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    processes = [
        _start("web", [*web, "--no-ws", "config.wsgi:application"], server),
        _start("worker", [sys.executable, "manage.py", "work"], server),
    ]
    try:
        _wait_for(server, processes[0])
        yield server
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=PATIENCE)
