"""Builds the whole search index anew beside the one in use, then switches to it; search goes on meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backend.engines import engine
from search.backend.files import EngineError
from search.indexing import rebuild

_EVERY = 500


class Command(BaseCommand):
    """Rebuild the search index."""

    help = "Build the search index anew from the database and switch to it in one step."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, telling how far it is.

        Raises:
            CommandError: another process is writing, or the disk refuses.
        """
        try:
            if not rebuild(self._progress):
                raise CommandError("Another process is writing the index; try again in a moment.")
        except EngineError as error:
            raise CommandError(str(error)) from error
        # The lock is free again. What is merged beside would end with this process, and the index be asked unmerged.
        engine().settle()
        self.stdout.write("The index is rebuilt.")

    def _progress(self, done: int) -> None:
        if done % _EVERY == 0:
            self.stdout.write(f"{done} documents")
