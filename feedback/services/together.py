"""Stores what several reporters send at once in one transaction; owns who writes for whom, and keeps nothing.

SQLite lets one write at a time, and waits for the disk at the end of each. Whoever comes meanwhile waits in line, and
the next to write writes for all who wait: the disk is waited for once. Each still succeeds or fails alone, nobody is
answered before the disk has what they sent, and the order among them is drawn at random.
"""

import secrets
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

_Result = TypeVar("_Result")
_CHANCE = secrets.SystemRandom()


class _Act(Generic[_Result]):
    """What one reporter's request does, and what came of it."""

    def __init__(self, act: Callable[[], _Result]) -> None:
        """Take the act; it may run in any thread, and more than once if what it wrote was undone."""
        self._act = act
        self._results: list[_Result] = []
        self._fault: Exception | None = None
        self.done = False

    def run(self) -> None:
        """Run it so that its failure undoes what it wrote and nothing else."""
        self._results, self._fault = [], None
        try:
            with transaction.atomic():
                self._results.append(self._act())
        except Exception as fault:  # noqa: BLE001  # raised again where the request is answered
            self._fault = fault

    def result(self) -> _Result:
        """Return what came of it, or raise."""
        if self._fault:
            raise self._fault
        return self._results[0]


_waiting: deque[_Act[Any]] = deque()
_turn = threading.Lock()


def together(act: Callable[[], _Result]) -> _Result:
    """Run `act` in a transaction, with whatever else waits to be stored, and return its result once it is on the disk.

    Args:
        act: writes rows, and nothing but rows. It runs in the thread of any of the requests.

    Raises:
        Exception: whatever `act` raises; then nothing of it is stored.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return act()
    own = _Act(act)
    _waiting.append(own)
    with _turn:
        if not own.done:
            _write_all()
    return own.result()


def _write_all() -> None:
    acts = [_waiting.popleft() for _ in range(len(_waiting))]
    _CHANCE.shuffle(acts)
    try:
        if len(acts) == 1:
            acts[0].run()
        else:
            _write_at_once(acts)
        for act in acts:
            act.done = True
    finally:
        _waiting.extend(act for act in acts if not act.done)


def _write_at_once(acts: list[_Act[Any]]) -> None:
    try:
        with transaction.atomic():
            for act in acts:
                act.run()
    except Exception:  # noqa: BLE001  # each is told of its own fault
        for act in acts:
            act.run()
