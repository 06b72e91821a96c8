"""A log line never holds a value from a request, whatever is logged."""

import logging
import sys

from config.logs import TracelessFormatter

WORD = "张三举报李四"


def _record(name: str, message: object, *values: object, fault: bool = False) -> logging.LogRecord:
    information = None
    if fault:
        try:
            int(WORD)
        except ValueError:
            information = sys.exc_info()
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, values, information)


def test_values_are_not_filled_in() -> None:
    line = TracelessFormatter().format(_record("django.request", "Not Found: %s", f"/follow/?{WORD}"))
    assert line == "ERROR django.request: Not Found: %s"


def test_objects_are_named_by_type_only() -> None:
    assert TracelessFormatter().format(_record("x", ValueError(WORD))) == "ERROR x: ValueError"


def test_exception_gives_type_and_frames_but_no_text() -> None:
    line = TracelessFormatter().format(_record("django.request", "Internal Server Error: %s", WORD, fault=True))
    assert WORD not in line
    assert line.startswith("ERROR django.request: Internal Server Error: %s\nValueError\n  File ")


def test_lines_of_background_work_are_filled_in() -> None:
    line = TracelessFormatter().format(_record("jobs.worker", "%s failed", "search.indexing.drain"))
    assert line == "ERROR jobs.worker: search.indexing.drain failed"


def test_a_message_that_is_the_text_of_its_error_is_named_by_type() -> None:
    error = LookupError(f"Invalid HTTP_HOST header: {WORD!r}.")
    information = (LookupError, error, None)
    record = logging.LogRecord("django.security", logging.ERROR, __file__, 1, str(error), (), information)
    line = TracelessFormatter().format(record)
    assert WORD not in line
    assert line.startswith("ERROR django.security: LookupError\nLookupError")
