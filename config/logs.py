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
        line = f"{record.levelname} {record.name}: {record.msg if isinstance(record.msg, str) else type(record.msg).__name__}"
        if record.name.startswith("jobs"):
            line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.format_tb(record.exc_info[2])
            line += f"\n{record.exc_info[0].__name__}\n{''.join(frames)}".rstrip()
        return line
