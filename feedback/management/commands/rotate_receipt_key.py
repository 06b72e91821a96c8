"""`manage.py rotate_receipt_key [--prepare | --retire]`: replaces the key behind the receipts' digests."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feedback.receipt_keys import path
from feedback.services.rotation import RotationError, prepare_key, retire_keys, rotate_key


class Command(BaseCommand):
    """Adds a version, or drops those that nothing needs any more. No receipt is lost by either."""

    help = "Let new receipts be digested under a new key; old ones go on under theirs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do besides adding a version."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--prepare", action="store_true", help="make the new key's file only, to be copied to nodes"
        )
        choice.add_argument("--retire", action="store_true", help="drop old versions that no report needs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what to do next.

        Raises:
            CommandError: a version waits already.
        """
        if options["retire"]:
            dropped, needed = retire_keys()
            self.stdout.write(f"Dropped: {_listed(dropped)}. Still needed by reports: {_listed(needed)}.")
            if dropped:
                self.stdout.write("Delete the files of the dropped versions on all other nodes and in saved keys too.")
            return
        if options["prepare"]:
            self.stdout.write(
                f"Copy {path(prepare_key())} into QZ_KEYS of every node, then call this without --prepare."
            )
            return
        try:
            version = rotate_key()
        except RotationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Version {version} is taken up with the next release. Save the keys anew: backup --keys.")


def _listed(versions: list[int]) -> str:
    return ", ".join(map(str, versions)) or "none"
