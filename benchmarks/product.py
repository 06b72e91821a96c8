"""Runs the product for a measurement: set-up, supervisor, web server and worker over a folder that is thrown away.

It owns their start and end, and must never touch another installation: no variable of the caller's reaches them.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120.0
# A measurement is a flood: what holds it back is still counted, but never runs out.
_UNLIMITED = {"QZ_FLOOD_SITE": "1000000000", "QZ_FLOOD_UNIT": "1000000000", "QZ_FLOOD_FILES": "1000000000"}
_UNIT = """
from accounts.models import Unit
print(Unit.objects.create(name="清源县减负办", staff_count=400, receives_reports=True).pk)
"""
_TOKENS = """
from feedback import tokens
print("\\n".join(tokens.issue() for _ in range({count})))
"""


@dataclass(frozen=True)
class Product:
    """One running product.

    Attributes:
        folder: holds everything below, so that one search finds all that was written.
        data: `QZ_DATA`.
        port: where the web server answers on loopback.
        environment: what its processes run with.
        supervisor: the process that keeps the others.
    """

    folder: Path
    data: Path
    port: int
    environment: dict[str, str]
    supervisor: subprocess.Popen[bytes]

    @property
    def output(self) -> Path:
        """The file with all that the processes print."""
        return self.folder / "output.txt"

    def manage(self, *arguments: str) -> str:
        """Run a management command over the product's data and return what it printed."""
        return _run(self.environment, "manage.py", *arguments)

    def python(self, code: str) -> str:
        """Run `code` with the product's settings, in a process of its own, and return what it printed."""
        return self.manage("shell", "-v0", "-c", code)

    def receiving_unit(self) -> str:
        """Create a unit that receives reports, and return its number."""
        return self.python(_UNIT).strip()

    def tokens(self, count: int) -> list[str]:
        """Return `count` form tokens, signed by the product's own key as its first page would."""
        return self.python(_TOKENS.format(count=count)).split()

    def on_postgres(self) -> bool:
        """Return whether PostgreSQL holds its rows."""
        return bool(self.environment.get("QZ_DATABASE_URL"))

    def database(self) -> Path:
        """Return the database's file."""
        return self.data / "qingzhuang.sqlite3"

    def processes(self) -> dict[int, str]:
        """Return the supervisor's children: process number to command."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(self.supervisor.pid):
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:  # it ended meanwhile
                continue
        return found


def _run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[:2]} failed.\n{done.stdout}\n{done.stderr}")
    return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path, port: int, variables: dict[str, str]) -> dict[str, str]:
    temporary = folder / "temporary"
    temporary.mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QZ_", "DJANGO_", "COV_", "PYTEST_", "GRANIAN_"))}
    own = {"QZ_DATA": str(folder / "data"), "QZ_PORT": str(port), "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    return kept | own | _UNLIMITED | variables


def wait_until_answering(product: Product) -> None:
    """Wait until the web server takes connections.

    Raises:
        RuntimeError: it does not within two minutes.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and product.supervisor.poll() is None:
        if "answers at" in product.output.read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise RuntimeError(product.output.read_text(errors="replace"))


@contextmanager
def running(**variables: str) -> Iterator[Product]:
    """Run the product until the block ends, then delete its folder.

    Args:
        variables: environment variables for it, such as QZ_POOL_BATCH.
    """
    with tempfile.TemporaryDirectory(prefix="qingzhuang-measure-") as name:
        folder, port = Path(name), free_port()
        environment = _environment(folder, port, variables)
        with (folder / "output.txt").open("wb") as output:
            output.write(_run(environment, "manage.py", "prepare").encode())
            output.flush()
            command = [sys.executable, "-m", "config.supervisor"]
            supervisor = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        product = Product(folder, folder / "data", port, environment, supervisor)
        try:
            wait_until_answering(product)
            yield product
        finally:
            supervisor.send_signal(signal.SIGTERM)
            supervisor.wait(timeout=60)
