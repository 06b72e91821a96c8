"""Stands in for a decoder that takes more and more memory: `python -m tests.jobs.rebuilding.hog`."""

from jobs.rebuilding.child import Task, serve


def eat(data: bytes, task: Task) -> tuple[bytes, bytes]:
    """Take memory until there is none."""
    taken = [bytearray(50_000_000)]
    while True:
        taken.append(bytearray(50_000_000))


if __name__ == "__main__":
    serve(eat)
