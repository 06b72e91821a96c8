"""`manage.py build_digest --unit 清源县 --period 2026Q3`: builds an edition and its PDF at once."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Unit
from digests.document import LANGUAGES, LAYOUTS, file_name
from digests.models import Rendering
from digests.periods import UnknownPeriodError
from digests.services import build_edition, render_edition
from digests.written import parse_period


def _unit(text: str) -> Unit:
    """Return the unit of that number or name.

    Raises:
        CommandError: there is none, or several have the name.
    """
    numbered = text.isascii() and text.isdigit()
    found: list[Unit] = list(Unit.objects.filter(pk=int(text)) if numbered else Unit.objects.filter(name=text)[:2])
    if len(found) != 1:
        reason = "Several units have this name; give its number instead" if found else "There is no such unit"
        raise CommandError(f"{reason}: {text}")
    return found[0]


class Command(BaseCommand):
    """Builds one edition without the worker."""

    help = "Build the digest of a unit and a period, and write its PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare unit, period, language, layout and output."""
        parser.add_argument("--unit", required=True, help="name or number of the unit")
        parser.add_argument(
            "--period", required=True, help="such as 2026Q3, 2026年第三季度, 2026-07, 2026, 2026-01--2026-06"
        )
        parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
        parser.add_argument("--layout", choices=LAYOUTS, default=LAYOUTS[0], help="for paper, or plain for phones")
        parser.add_argument("--output", type=Path, help="where to write the PDF; a file of its name here if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, render, write, and print path, size and SHA-256."""
        try:
            edition = build_edition(actor=None, unit=_unit(options["unit"]), period=parse_period(options["period"]))
        except UnknownPeriodError as fault:
            raise CommandError(str(fault)) from fault
        language, layout = options["language"], options["layout"]
        rendering = render_edition(edition=edition, language=language, layout=layout)
        if rendering.state != Rendering.State.READY:
            raise CommandError(rendering.fault)
        pdf = bytes(rendering.pdf or b"")
        path = options["output"] or Path(file_name(edition, language, layout))
        path.write_bytes(pdf)
        self.stdout.write(f"{path}  {len(pdf)} bytes  sha256 {hashlib.sha256(pdf).hexdigest()}")
