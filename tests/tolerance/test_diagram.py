"""The diagram in the documents is the table."""

from pathlib import Path

from django.core.management import call_command

from tolerance.diagram import diagram
from tolerance.workflow import STEPS


def test_document_is_up_to_date() -> None:
    document = Path(__file__).parents[2] / "docs" / "case-states.md"
    assert document.read_text(encoding="utf-8") == diagram()


def test_command_prints_every_step(capsys: object) -> None:
    call_command("case_states")
    printed = capsys.readouterr().out  # type: ignore[attr-defined]
    assert printed == diagram()
    assert printed.count(" --> ") == len(STEPS)
