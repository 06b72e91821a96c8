"""`manage.py verify_audit`: walks the whole audit trail and says whether it is unbroken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.audit import first_broken, head, place_of
from accounts.models import AuditEntry


class Command(BaseCommand):
    """Verifies the chain; exits with an error at the first entry that does not follow from the one before."""

    help = "Verify the hash chain of the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what may be looked for."""
        parser.add_argument("--holds", metavar="DIGEST", help="a head printed earlier, such as on a digest's last page")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the number of entries and the digest of the last, to be kept elsewhere and compared.

        Raises:
            CommandError: the chain is broken; names the first entry that does not fit. Or it does not hold the digest
                asked for.
        """
        broken = first_broken()
        if broken is not None:
            raise CommandError(f"The audit trail is broken at entry {broken}.")
        self.stdout.write(f"The audit trail is whole: {AuditEntry.objects.count()} entries, head {head()}.")
        if digest := options["holds"]:
            number = place_of(digest)
            if number is None:
                raise CommandError("No entry of the audit trail has this digest: it was cut off or written anew.")
            self.stdout.write(f"It holds this digest at entry {number}: nothing up to there was changed since.")
