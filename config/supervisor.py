"""Keeps the web server and the worker running; owns their start, restart and orderly end. Never imports Django.

`python -m config.supervisor [SINCE]`; SINCE is the time at which set-up began, for the message.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from types import FrameType

from config.environment import BASE_DIR, number, read

FIRST_PAUSE, MOST_PAUSE, SOUND_LIFE = 0.5, 30.0, 10.0
STOP_SECONDS = 20.0
_TURN = 0.2
_FAULT = 500


def web_command(values: Mapping[str, str]) -> list[str]:
    """Return the command of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-access-log", "--log-level", "warning",
        "--host", values["QZ_HOST"], "--port", str(number(values, "QZ_PORT")),
        "--workers", str(number(values, "QZ_WEB_WORKERS")), "--workers-kill-timeout", "10",
        # More than can compute at once: those that wait for the disk are stored together.
        "--blocking-threads", "8", "--respawn-failed-workers", "config.wsgi:application",
    ]  # fmt: skip


def death_bond() -> list[str]:
    """Return the prefix under which a child ends with its supervisor even if that is killed outright, if there is one.

    Otherwise such a child would go on holding the port and the database.
    """
    bond = ["setpriv", "--pdeathsig", "TERM"]
    try:
        works = not subprocess.run([*bond, "true"], capture_output=True, check=False).returncode
    except OSError:
        works = False
    return bond if works else []


class Process:
    """One child that is started again when it dies, each time after a longer pause if it dies young."""

    def __init__(self, name: str, command: list[str]) -> None:
        """Prepare a child; nothing is started yet."""
        self.name, self._command = name, command
        self._child: subprocess.Popen[bytes] | None = None
        self._pause, self._started, self._next = FIRST_PAUSE, 0.0, 0.0

    def keep(self) -> None:
        """Start the child if it does not run and its pause is over."""
        now = time.monotonic()
        if self._child and self._child.poll() is not None:
            self._pause = FIRST_PAUSE if now - self._started > SOUND_LIFE else min(MOST_PAUSE, self._pause * 2)
            self._next = now + self._pause
            _kill_group(self._child)
            code, self._child = self._child.returncode, None
            print(f"The {self.name} ended with {code}; starting it again in {self._pause:.1f} s.", flush=True)
        if self._child is None and now >= self._next:
            self._started = now
            # A session of its own: Ctrl-C in a terminal reaches the supervisor alone, which then ends both in order.
            self._child = subprocess.Popen(
                self._command, cwd=BASE_DIR, env=_child_environment(), start_new_session=True, stdin=subprocess.DEVNULL
            )

    def ask_to_end(self) -> None:
        """Send SIGTERM."""
        if self._child and self._child.poll() is None:
            self._child.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for the end, and enforce it after `seconds`."""
        if self._child is None:
            return
        try:
            self._child.wait(max(0.1, seconds))
        except subprocess.TimeoutExpired:
            _kill_group(self._child)
            self._child.wait()


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    # The web server's own children live on when it is killed outright, and would go on holding the port.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _child_environment() -> dict[str, str]:
    # GRANIAN_ variables could switch on the access log, which names addresses.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRANIAN_")}
    return kept | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1"}


def _announce(values: Mapping[str, str], since: float, stop: threading.Event) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(values["QZ_HOST"], values["QZ_HOST"])  # noqa: S104
    url = f"http://{host}:{values['QZ_PORT']}/"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while not stop.is_set():
        try:
            opener.open(url, timeout=30).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            if answer.code >= _FAULT:
                stop.wait(1)
                continue
        except OSError:
            stop.wait(0.05)
            continue
        print(f"Qingzhuang answers at {url} after {time.time() - since:.1f} s. Ctrl-C ends it.", flush=True)
        return


def supervise(processes: list[Process], stop: threading.Event) -> None:
    """Keep `processes` running until `stop` is set, then end them and wait for them."""
    while not stop.is_set():
        for process in processes:
            process.keep()
        stop.wait(_TURN)
    for process in processes:
        process.ask_to_end()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.wait(deadline - time.monotonic())


def main(arguments: list[str]) -> int:
    """Run until SIGINT or SIGTERM, and return the exit code."""
    values, stop = read(), threading.Event()
    since = float(arguments[0]) if arguments else time.time()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, end)
    threading.Thread(target=_announce, args=(values, since, stop), daemon=True).start()
    bond = death_bond()
    web = Process("web server", [*bond, *web_command(values)])
    worker = Process("worker", [*bond, sys.executable, "manage.py", "work"])
    supervise([web, worker], stop)
    print("Ended.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
