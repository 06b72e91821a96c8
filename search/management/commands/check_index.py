"""Compares database and search index exactly; changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backend.files import EngineError
from search.checking import compare


class Command(BaseCommand):
    """Compare database and index."""

    help = "Compare the search index with the database; fails if they differ beyond what is marked for indexing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what differs; identifiers only, never text.

        Raises:
            CommandError: something differs, or the index cannot be read.
        """
        try:
            found = compare()
        except EngineError as error:
            raise CommandError(f"{error}; run rebuild_index.") from error
        for name, identities in found.differences().items():
            for kind, key in identities:
                self.stdout.write(f"{name}: {kind}:{key}")
        if not found.is_exact:
            raise CommandError("Index and database differ; run rebuild_index.")
        self.stdout.write(f"Index and database agree on {found.agreed} documents; {found.pending} are about to change.")
