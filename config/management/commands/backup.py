"""`manage.py backup FOLDER [--keys FOLDER]`: a sealed file of the data, and another of the keys, each with its day."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backups.making import make_backup, on_one_disk, save_keys
from config.backups.manifest import UnusableBackupError


class Command(BaseCommand):
    """Makes a backup while the product runs."""

    help = "Write all data into FOLDER as one sealed file; with --keys, the keys into another folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folders."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keys", type=Path, metavar="FOLDER", help="where the keys go, best on another disk")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what lies where.

        Raises:
            CommandError: it could not be made.
        """
        today = timezone.localdate()
        try:
            made = make_backup(folder=options["folder"], today=today)
            self.stdout.write(f"Data: {made}")
            if options["keys"]:
                self.stdout.write(f"Keys: {save_keys(folder=options['keys'], today=today)}")
        except (UnusableBackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self._warn(made.parent, options["keys"] or Path(settings.KEYS_DIR))
        days = settings.RETENTION_DAYS
        self.stdout.write(f"Delete it before it is {days} days old: it will not be restored after that.")

    def _warn(self, data: Path, keys: Path) -> None:
        if on_one_disk(data, keys):
            self.stderr.write(
                "Warning: this backup lies on the same disk as keys that open it. Whoever takes that disk can read all "
                "of it. Move one of them elsewhere."
            )
        if on_one_disk(data, Path(settings.DATA_DIR)):
            self.stderr.write("Warning: this backup lies on the same disk as the data. If it fails, both are lost.")
