"""The real thing: set-up, supervisor, web server and worker over an empty folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from config.environment import BASE_DIR

SENDER = "127.0.0.77"
AGENT = "Marker-Agent/1.0"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _send(port: int, request: bytes) -> bytes:
    """Send raw bytes from an address of its own, and return the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(SENDER, 0)) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except OSError:
            pass
    return answer


def _children(pid: int) -> dict[int, str]:
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(pid):
                found[int(entry.name)] = (entry / "cmdline").read_text()
        except OSError:
            continue
    return found


def _worker_of(pid: int, *but: int) -> int:
    for _ in range(200):
        for child, command in _children(pid).items():
            if "manage.py" in command and child not in but:
                return child
        time.sleep(0.1)
    raise AssertionError("there is no worker")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and sends from another loopback address")
def test_serves_restarts_a_killed_worker_names_no_address_and_ends(tmp_path: Path) -> None:
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QZ_", "DJANGO_"))}
    environ = kept | {"QZ_DATA": str(tmp_path), "QZ_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    prepared = subprocess.run(
        [sys.executable, "manage.py", "prepare"], cwd=BASE_DIR, env=environ, capture_output=True, text=True, check=True
    )
    password = re.search(r"password   (\S+)", prepared.stdout)
    assert password
    log = tmp_path / "output.txt"
    with log.open("w") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"], cwd=BASE_DIR, env=environ, stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + 60
        while "answers at" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 200
            assert answer.headers["Set-Cookie"] is None
        agent = f"User-Agent: {AGENT}\r\n".encode()
        assert b"200 OK" in _send(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + agent + b"\r\n")
        _send(port, b"GET /\x00\xff HTTP/1.1\r\n" + agent + b"\r\n\r\n")
        _send(port, b"NONSENSE\r\n" + agent + b"\r\n\r\n")
        _send(port, b"GET /no/such/page HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n" + agent + b"\r\n")
        worker = _worker_of(supervisor.pid)
        os.kill(worker, signal.SIGKILL)
        assert _worker_of(supervisor.pid, worker) != worker
    finally:
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == 0
    assert "The worker ended with -9" in log.read_text()
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (SENDER, AGENT, password[1]):
        assert secret.encode() not in everything
