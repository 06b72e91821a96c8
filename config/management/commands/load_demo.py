"""`manage.py load_demo`: loads the demo organisation into an empty installation."""

from typing import Any

from django.core.management.base import BaseCommand

from config.demo.loader import load_demo


class Command(BaseCommand):
    """Loads the demo once."""

    help = "Load the demo organisation; does nothing where units exist."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say whether there was anything to do."""
        done = load_demo()
        self.stdout.write("The demo is loaded." if done else "There is an organisation already: nothing was loaded.")
