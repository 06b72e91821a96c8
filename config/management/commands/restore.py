"""`manage.py restore FILE [--keys FILE] [--overwrite]`: brings a backup back, without what must stay deleted."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backups.manifest import UnusableBackupError
from config.backups.restoring import Wish, restore


class Command(BaseCommand):
    """Restores a backup; nothing may run meanwhile."""

    help = "Restore a backup made by `backup`. It is refused if it is older than the time for which words are kept."
    # There may be no database yet.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files."""
        parser.add_argument("archive", type=Path, metavar="FILE")
        parser.add_argument("--keys", type=Path, metavar="FILE", help="the file of keys, where they are not in place")
        parser.add_argument("--overwrite", action="store_true", help="replace the data that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what was done.

        Raises:
            CommandError: the backup must not or cannot be restored.
        """
        wish = Wish(archive=options["archive"], keys=options["keys"], overwrite=options["overwrite"])
        try:
            manifest = restore(wish, today=timezone.localdate())
        except (UnusableBackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored the backup of {manifest.made_on}. What was due was deleted again, and the index is built.\n"
            "A report that was withdrawn while it waited, after that day, is back: its reporter must withdraw it again."
        )
