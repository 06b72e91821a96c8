"""Timed steps of set-up and of the checks; owns how they are printed. Standard library only."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_WIDTH = 48


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print `name` at once and its seconds when it is done."""
    print(f"{name + ' ':.<{_WIDTH}}", end=" ", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"failed after {time.monotonic() - start:.1f} s", flush=True)
        raise
    print(f"{time.monotonic() - start:5.1f} s", flush=True)
