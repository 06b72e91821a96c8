"""Stands in for a decoder that was taken over: `python -m tests.jobs.rebuilding.trespasser`. Says what it could do."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from jobs.rebuilding.child import Task, serve


def _can(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError:
        return False
    return True


def try_all(data: bytes, task: Task) -> tuple[bytes, bytes]:
    """Answer with a picture whose bytes say which acts were possible."""
    own = {name for name in os.environ if name.startswith(("QZ_", "DJANGO"))}
    acts = [
        _can(Path("/etc/passwd").read_bytes),
        _can(lambda: Path("/tmp/qingzhuang-trespass").write_bytes(data)),  # noqa: S108
        _can(socket.socket),
        bool(own),
    ]
    return b"\xff\xd8\xff" + repr(acts).encode(), b"\xff\xd8\xff"


if __name__ == "__main__":
    serve(try_all)
