"""Prints the states of a case as a diagram."""

from typing import Any

from django.core.management.base import BaseCommand

from tolerance.diagram import diagram


class Command(BaseCommand):
    """Prints what `docs/case-states.md` holds."""

    # The table stands on its own: nothing else of the project has to be in order to print it.
    requires_system_checks = ()
    help = "Print the states of a case as Markdown with a Mermaid diagram."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the diagram."""
        self.stdout.write(diagram(), ending="")
