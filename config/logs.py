"""The log format; owns what a log line may hold, and never lets a value from a request into one."""

import logging
import traceback


class TracelessFormatter(logging.Formatter):
    """Prints level, logger and where an error arose, but no message arguments, no exception text and no time of day.

    Messages of Django's request logger quote the path and those of a database quote values; either may carry
    a person's words, so only the template of a message is printed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the frames of an exception but not its text (contract 1)."""
        line = f"{record.levelname} {record.name}: {_template(record)}"
        if record.name.startswith("jobs"):
            line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.format_tb(record.exc_info[2])
            line += f"\n{record.exc_info[0].__name__}\n{''.join(frames)}".rstrip()
        return line


def _template(record: logging.LogRecord) -> str:
    """Return the message without what was put into it; Django logs a suspicious request by the exception's own text."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    error = record.exc_info[1] if record.exc_info else None
    return type(error).__name__ if error and str(error) in record.msg else record.msg
