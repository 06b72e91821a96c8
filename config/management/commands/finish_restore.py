"""`manage.py finish_restore FILE`: the last step of `restore`, over the restored data; of no use by itself."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts import audit
from feedback.services.restored import erase_again


class Command(BaseCommand):
    """Brings restored data up to this version, deletes what is due, and builds the index."""

    help = "Called by `restore`: migrate, delete once more what must be gone, build the index."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file that names what was withdrawn."""
        parser.add_argument("withdrawn", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, the deletions first."""
        today = timezone.localdate()
        call_command("migrate", interactive=False, verbosity=0)
        erase_again(withdrawn=json.loads(options["withdrawn"].read_text()), today=today)
        audit.record(actor=None, act="backup.restore", subject=f"restored:{today}")
        call_command("rebuild_index", stdout=self.stdout)
