"""The worker process; owns its turns, its beat and its orderly end, and never knows what the work is about."""

import logging
import secrets
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connection

from jobs import recovery
from jobs.running import run_next
from jobs.schedule import Duty, Job, enqueue_due

TURN_SECONDS = 0.5
REAP_SECONDS = 5.0
MOST_PAUSE_SECONDS = 60.0

logger = logging.getLogger("jobs.worker")


@dataclass(slots=True)
class Chore:
    """One thing done on every turn, guarded: a fault is logged, and the chore pauses longer each time in a row."""

    name: str
    act: Callable[[], int]
    every: float = 0.0
    faults: int = 0
    not_before: float = field(default=0.0)

    def do(self) -> int:
        """Do it if it is its time, and return how much it did."""
        now = time.monotonic()
        if now < self.not_before:
            return 0
        try:
            done = self.act()
        except Exception:
            self.faults += 1
            self.not_before = now + min(MOST_PAUSE_SECONDS, 2.0**self.faults)
            logger.exception("%s failed", self.name)
            return 0
        self.faults, self.not_before = 0, now + self.every
        return done


class Worker:
    """One worker: duties, due slots, recovery and ready tasks, turn by turn."""

    def __init__(self, *, duties: Sequence[Duty], jobs: Sequence[Job]) -> None:
        """Prepare a worker with an id of its own."""
        self.id = secrets.token_hex(16)
        self._stop = threading.Event()
        self._chores = [
            *(Chore(f"{duty.__module__}.{duty.__qualname__}", duty) for duty in duties),
            Chore("jobs.schedule", lambda: enqueue_due(jobs)),
            Chore("jobs.recovery", recovery.reap, every=REAP_SECONDS),
            Chore("jobs.running", lambda: int(run_next(self.id))),
        ]

    def turn(self) -> int:
        """Do everything once, at most one task, and return how many things were done."""
        return sum(chore.do() for chore in self._chores)

    def work(self) -> None:
        """Turn about twice a second, at once again while there is work, until stopped."""
        beating = threading.Thread(target=self._beat, name="beat", daemon=True)
        beating.start()
        while not self._stop.is_set():
            # A database that went away is met with a new connection, as at the start of a request.
            close_old_connections()
            if not self.turn():
                self._stop.wait(TURN_SECONDS)
        beating.join()

    def work_off(self) -> None:
        """Turn until there is nothing left to do."""
        recovery.beat(self.id)
        while self.turn():
            pass
        recovery.leave(self.id)

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """End after the current task; serves as a signal handler."""
        self._stop.set()

    def _beat(self) -> None:
        # A thread of its own, since a task may take minutes; it ends with the process, which is the point.
        while not self._stop.is_set():
            try:
                recovery.beat(self.id)
            except Exception:
                logger.exception("Beat failed")
            self._stop.wait(recovery.BEAT_SECONDS)
        recovery.leave(self.id)
        connection.close()


def scheduled_worker() -> Worker:
    """Return a worker for the duties and jobs of settings.SCHEDULE_MODULE."""
    schedule = import_module(settings.SCHEDULE_MODULE)
    return Worker(duties=schedule.DUTIES, jobs=schedule.JOBS)


def stop_on_signals(worker: Worker) -> None:
    """Let SIGTERM and SIGINT end `worker` in an orderly way."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
