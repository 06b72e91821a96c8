"""`manage.py seed`: what a fresh installation needs before anybody can use it. Doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services import create_first_administrator, create_first_unit
from feedback import taxonomy
from tolerance.services import load_published_criteria


def check_taxonomy() -> None:
    """Do nothing if the taxonomy is whole.

    Raises:
        CommandError: a group is empty, or a term lacks its name in one of the languages.
    """
    for group in (taxonomy.BURDENS, taxonomy.REMEDIES, taxonomy.CAUSES):
        if not group or not all(term.zh and term.en for term in group.values()):
            raise CommandError("feedback/taxonomy.json is not whole.")


class Command(BaseCommand):
    """Checks the taxonomy, publishes the criteria set and creates the first administrator and the top unit."""

    help = (
        "Check the taxonomy, publish the criteria set, create the first administrator and unit where there is no user."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and print the first administrator's one-time password, which is shown this once."""
        check_taxonomy()
        load_published_criteria()
        if first := create_first_administrator():
            user, password = first
            create_first_unit(actor=user)
            self.stdout.write(
                "\n\n  The first administrator, shown this once; the password must be changed at sign-in:"
            )
            self.stdout.write(f"    user name  {user.username}\n    password   {password}\n")
