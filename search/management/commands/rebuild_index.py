"""Builds the whole search index anew beside the one in use, then switches to it; search goes on meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backend.engines import engine
from search.backend.files import EngineError
from search.indexing import rebuild

_WIDTH = 40


class Command(BaseCommand):
    """Rebuild the search index."""

    help = "Build the search index anew from the database and switch to it in one step."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, telling how far it is.

        Raises:
            CommandError: another process is writing, or the disk refuses.
        """
        self._shown = -1
        try:
            if not rebuild(self._show):
                raise CommandError("Another process is writing the index; try again in a moment.")
        except EngineError as error:
            raise CommandError(str(error)) from error
        self._show(1, 1)
        # The lock is free again. What is merged beside would end with this process, and the index be asked unmerged.
        engine().settle()
        self.stdout.write("The index is rebuilt.")

    def _show(self, done: int, total: int) -> None:
        percent, alive = 100 * done // max(1, total), self.stdout.isatty()
        # Where nothing can be written over, as in a log, each tenth is enough.
        shown = percent if alive else percent // 10
        if shown == self._shown:
            return
        self._shown, full = shown, _WIDTH * percent // 100
        bar = f"[{'#' * full}{'.' * (_WIDTH - full)}] {percent:3} %"
        self.stdout.write(f"\r{bar}" if alive else bar, ending="" if alive and done < total else "\n")
