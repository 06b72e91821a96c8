"""What the two processes that rebuild share: bytes on standard input and output alone, and limits set by themselves.

They are set before the process looks at a byte of the file: memory, processor, no file to write, none to open. What
may be needed is imported before, because nothing can be opened after.
"""

import json
import resource
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from jobs.rebuilding.kinds import Kind, Reason, RefusedFileError

# Standard input, output and error are open; nothing further can be.
_OPEN_FILES = 3


@dataclass(frozen=True, slots=True)
class Task:
    """What the parent asks for; sizes in bytes, time in seconds."""

    kind: Kind
    size: int
    pixels: int
    pages: int
    seconds: int
    memory: int


def _limit(task: Task) -> None:
    for what, most in (
        (resource.RLIMIT_AS, task.memory),
        (resource.RLIMIT_CPU, task.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        resource.setrlimit(what, (most, most))


def serve(rebuilt: Callable[[bytes, Task], tuple[bytes, bytes]]) -> None:
    """Answer one question with a line of JSON and the bytes, or with a line that says why not.

    Args:
        rebuilt: returns the new file and its preview for a file; whatever it raises becomes a refusal.
    """
    warnings.simplefilter("ignore")  # they would quote what is read
    said = json.loads(sys.stdin.buffer.readline())
    task = Task(**{**said, "kind": Kind(said["kind"])})
    _limit(task)
    header, body = _answer(rebuilt, task, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    for part in body:
        sys.stdout.buffer.write(part)


def _answer(
    rebuilt: Callable[[bytes, Task], tuple[bytes, bytes]], task: Task, data: bytes
) -> tuple[dict[str, str | int], tuple[bytes, ...]]:
    try:
        new, small = rebuilt(data, task)
    except RefusedFileError as refused:
        return {"refused": refused.reason}, ()
    except MemoryError:
        return {"refused": Reason.MEMORY}, ()
    except Exception:  # noqa: BLE001  # whatever a decoder raises over a file of a stranger, the file is at fault
        return {"refused": Reason.DAMAGED}, ()
    if len(new) > 2 * task.size:
        return {"refused": Reason.LARGE}, ()
    return {"data": len(new), "preview": len(small)}, (new, small)
