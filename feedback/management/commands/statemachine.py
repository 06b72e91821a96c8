"""Prints the states of reports and problems as the page `docs/states.md`; owns only how they are drawn."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.permissions import TABLE
from feedback.workflow import PROBLEM, REPORT, By, Step

HEAD = """# The states of reports and problems

Drawn from the table in `feedback/workflow.py` by `python manage.py statemachine > docs/states.md`; do not edit.
Each arrow is marked with the right it needs, or with who goes along it without an account.
"""


def _diagram(table: tuple[Step, ...], first: str) -> list[str]:
    left = {line.source for line in table}
    ends = sorted({line.target for line in table} - left)
    arrows = [f"    {line.source} --> {line.target}: {_by(line)}" for line in table]
    return ["stateDiagram-v2", f"    [*] --> {first}", *arrows, *(f"    {end} --> [*]" for end in ends)]


def _by(line: Step) -> str:
    return line.by.value if isinstance(line.by, By) else line.by


def _rights() -> list[str]:
    rights = sorted({line.by for line in (*REPORT, *PROBLEM) if isinstance(line.by, str)})
    rows = [
        f"| `{right}` | {', '.join(f'{role.value} ({reach.value})' for role, reach in TABLE[right].items())} |"
        for right in rights
    ]
    return ["| Right | Held by (reach) |", "|---|---|", *rows]


def page() -> str:
    """Return the page as Markdown with two Mermaid diagrams and the table of rights."""
    parts = [HEAD]
    for title, table in (("Reports", REPORT), ("Problems", PROBLEM)):
        parts.append("\n".join([f"## {title}", "", "```mermaid", *_diagram(table, table[0].source), "```", ""]))
    parts.append("\n".join(["## Who holds the rights", "", *_rights(), ""]))
    return "\n".join(parts)


class Command(BaseCommand):
    """Draws the states."""

    help = "Print the states of reports and problems as Markdown with Mermaid diagrams (docs/states.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the page."""
        self.stdout.write(page(), ending="")
