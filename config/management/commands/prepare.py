"""`manage.py prepare`: all between installing and serving, in one process, since starting Django costs a second."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.backups.making import discard_passing
from config.environment import BASE_DIR
from config.steps import step
from feedback.write_ahead import missing_rights

# Files of packages that no page asks for; compressing them would take most of the first start.
UNUSED = ["ext", "htmax*", "htmx-4*", "tree_queries"]


def collect_static() -> None:
    """Collect static files, unless the project's own and the installed packages are those of the last time."""
    files = sorted(path for path in (BASE_DIR / "static").rglob("*") if path.is_file())
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for path in files:
        digest.update(str(path.relative_to(BASE_DIR)).encode() + path.read_bytes())
    stamp = settings.STATIC_ROOT / ".stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command(
        "collectstatic", interactive=False, clear=settings.STATIC_ROOT.exists(), ignore_patterns=UNUSED, verbosity=0
    )
    stamp.write_text(digest.hexdigest())


class Command(BaseCommand):
    """Brings database, static files, first rows and index up to this version."""

    help = "Migrate, collect static files, seed, load the demo if asked for, and build the index if it is missing."
    # `migrate` runs the checks itself; the map of addresses need not be loaded twice.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, step by step."""
        discard_passing()
        with step("Database"):
            call_command("migrate", interactive=False, verbosity=0)
        for statement in missing_rights():
            self.stdout.write(f"  PostgreSQL keeps what was released and deleted in its log until you run: {statement}")
        with step("Static files"):
            collect_static()
        # The demo comes first with an administrator of its own, so that no password is printed that does not hold.
        if settings.DEMO:
            with step("Demo organisation"):
                call_command("load_demo")
        with step("Taxonomy, criteria, first administrator"):
            call_command("seed")
        if not settings.SEARCH_DIR.exists():
            with step("Search index"):
                call_command("rebuild_index", stdout=self.stdout)
