"""People who act in the same moment, each over a connection of an own; for tests that commit."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import OperationalError, connection

PATIENCE = 400


def _patiently(act: Callable[[], object], start: threading.Barrier) -> object:
    """Return what `act` returns, or the exception that it ends with."""
    start.wait(10)
    try:
        for _ in range(PATIENCE):
            try:
                return act()
            except OperationalError:
                # The database in memory reports a lock where a file or a server would wait.
                time.sleep(0.005)
            except Exception as fault:  # noqa: BLE001  # which one it is, the test says
                return fault
        return TimeoutError()
    finally:
        connection.close()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all acts together, and return what came of each in their order: its result or its exception.

    An act may be run again where the database could not wait, so it must begin from what it saw at first.
    """
    start = threading.Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(lambda act: _patiently(act, start), acts))
