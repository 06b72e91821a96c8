"""What one file may be; owns how the settings become limits, and counts nothing itself."""

from django.conf import settings

from jobs.rebuilding import Limits


def file_count() -> int:
    """Return how many files may be sent at a time."""
    return int(settings.FILE_COUNT)


def file_total() -> int:
    """Return how many files may come in under one receipt, with the report and later."""
    return int(settings.FILE_TOTAL)


def file_megabytes() -> int:
    """Return the size of one file, in millions of bytes."""
    return int(settings.FILE_BYTES) // 1_000_000


def file_limits() -> Limits:
    """Return what one file may be and what rebuilding it may cost."""
    return Limits(
        size=settings.FILE_BYTES,
        pixels=settings.FILE_PIXELS,
        pages=settings.FILE_PAGES,
        seconds=settings.FILE_SECONDS,
        memory=settings.FILE_MEMORY,
    )
