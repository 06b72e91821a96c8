"""Rebuilds pictures and PDF documents: bytes in, new bytes out; owns the apart process, and never writes a file.

What a stranger sends is decoded in a process of its own (`rebuild_*.py`) that lives for this one file, may open no
other, and has a limit of time and memory. Whatever happens there - a crash, a bomb, an endless loop - is a refusal.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from jobs.rebuilding.kinds import MAGIC, Kind, Reason, RefusedFileError, recognise

__all__ = ["Kind", "Limits", "Reason", "Rebuilt", "RefusedFileError", "look", "rebuild"]

_ROOT = Path(__file__).resolve().parents[2]
# Each may take its whole limit of memory, so only so many run at a time; the others wait their turn.
_TURNS = threading.BoundedSemaphore(2)
_PICTURES = "jobs.rebuilding.rebuild_picture"
_PROGRAMS = {Kind.JPEG: _PICTURES, Kind.PNG: _PICTURES, Kind.PDF: "jobs.rebuilding.rebuild_document"}
_HEADER = 4096
_EXTRA_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may be and may cost.

    Attributes:
        size: bytes of the file.
        pixels: width times height of a picture, also of one inside a document.
        pages: pages of a document.
        seconds: time on the clock, and of the processor.
        memory: bytes of address space of the process that rebuilds.
    """

    size: int
    pixels: int
    pages: int
    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A file that was written anew: what it is, its bytes, and a small JPEG picture of it or of its first page."""

    kind: Kind
    data: bytes
    preview: bytes


def look(data: bytes, limits: Limits) -> Kind:
    """Return what a file is, as far as can be told without decoding it, which costs next to nothing.

    Args:
        data: the file as it was sent.
        limits: what it may be.

    Raises:
        RefusedFileError: it is empty, too large, or nothing that is taken.
    """
    if not data:
        raise RefusedFileError(Reason.EMPTY)
    if len(data) > limits.size:
        raise RefusedFileError(Reason.LARGE)
    return recognise(data)


def rebuild(data: bytes, limits: Limits, *, program: str = "") -> Rebuilt:
    """Return the file written anew, with nothing in it but what can be seen.

    Args:
        data: the file as it was sent; its type is decided by what it holds.
        limits: what it may be and may cost.
        program: a module that stands in for the one that rebuilds, in tests of the limits.

    Raises:
        RefusedFileError: it cannot be rebuilt; `reason` says why.
    """
    kind = look(data, limits)
    task = {"kind": kind, "size": limits.size, "pixels": limits.pixels, "pages": limits.pages}
    task |= {"seconds": limits.seconds, "memory": limits.memory}
    if not _TURNS.acquire(timeout=limits.seconds):
        raise RefusedFileError(Reason.BUSY)
    try:
        answer = _apart(program or _PROGRAMS[kind], json.dumps(task).encode() + b"\n" + data, limits)
    finally:
        _TURNS.release()
    return _understood(answer, kind)


def _apart(program: str, question: bytes, limits: Limits) -> bytes:
    """Return what the process says before its time is over; its whole group is then gone."""
    process = subprocess.Popen(  # noqa: S603  # a module of our own
        [sys.executable, "-B", "-m", program],
        cwd=_ROOT, env={"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    late = threading.Event()

    def end() -> None:
        late.set()
        _kill(process)

    clock = threading.Timer(limits.seconds, end)
    clock.start()
    try:
        answer = _asked(process.stdin, process.stdout, question, 3 * limits.size + _EXTRA_BYTES)
    finally:
        clock.cancel()
        _kill(process)
        process.wait()
    if late.is_set():
        raise RefusedFileError(Reason.SLOW)
    return answer


def _asked(to: IO[bytes] | None, back: IO[bytes] | None, question: bytes, most: int) -> bytes:
    if to is None or back is None:
        return b""
    with suppress(BrokenPipeError), to:  # it died while it was asked
        to.write(question)
    with back:
        return back.read(most)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _understood(answer: bytes, kind: Kind) -> Rebuilt:
    """Return what a process answered that may have been taken over by what it read: nothing is believed unseen."""
    header, _, rest = answer.partition(b"\n")
    try:
        said = json.loads(header[:_HEADER])
        reason = Reason(said["refused"]) if "refused" in said else None
        size, small = int(said.get("data", 0)), int(said.get("preview", 0))
    except (ValueError, TypeError, AttributeError):
        reason = Reason.DAMAGED  # it crashed, or ran out of something
    if reason:
        raise RefusedFileError(reason)
    data, preview = rest[:size], rest[size:]
    whole = len(data) == size and len(preview) == small
    if not (whole and data.startswith(MAGIC[kind]) and preview.startswith(MAGIC[Kind.JPEG])):
        raise RefusedFileError(Reason.DAMAGED)
    return Rebuilt(kind, data, preview)
