"""`manage.py work`: the worker process. Owns its options only."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jobs.worker import scheduled_worker, stop_on_signals


class Command(BaseCommand):
    """Runs duties, the schedule, recovery and tasks until told to end."""

    help = "Run background work until SIGTERM or Ctrl-C."
    # The web server's start runs the checks; the worker need not load the map of addresses.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `--until-idle`."""
        parser.add_argument("--until-idle", action="store_true", help="End when there is nothing left to do.")

    def handle(self, *args: Any, until_idle: bool, **options: Any) -> None:
        """Work."""
        worker = scheduled_worker()
        if until_idle:
            worker.work_off()
        else:
            stop_on_signals(worker)
            worker.work()
