"""`manage.py verify_audit`: walks the whole audit trail and says whether it is unbroken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import first_broken, head
from accounts.models import AuditEntry


class Command(BaseCommand):
    """Verifies the chain; exits with an error at the first entry that does not follow from the one before."""

    help = "Verify the hash chain of the audit trail."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the number of entries and the digest of the last, to be kept elsewhere and compared.

        Raises:
            CommandError: the chain is broken; names the first entry that does not fit.
        """
        broken = first_broken()
        if broken is not None:
            raise CommandError(f"The audit trail is broken at entry {broken}.")
        self.stdout.write(f"The audit trail is whole: {AuditEntry.objects.count()} entries, head {head()}.")
