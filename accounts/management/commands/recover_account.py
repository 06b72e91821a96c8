"""`manage.py recover_account NAME`: a one-time password for who lost theirs, above all the system administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services
from accounts.models import User


class Command(BaseCommand):
    """Prints a new one-time password; the act stands in the audit trail."""

    help = "Give an account a new one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the password once.

        Raises:
            CommandError: no active account of that name.
        """
        try:
            password = services.recover_password(username=options["username"])
        except User.DoesNotExist:
            raise CommandError(f"There is no active account named {options['username']}.") from None
        self.stdout.write(f"One-time password of {options['username']}: {password}")
