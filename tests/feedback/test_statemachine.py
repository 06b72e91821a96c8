from io import StringIO
from pathlib import Path

from django.core.management import call_command

from config.environment import BASE_DIR


def test_states_page_is_up_to_date() -> None:
    out = StringIO()
    call_command("statemachine", stdout=out)
    assert Path(BASE_DIR, "docs/states.md").read_text(encoding="utf-8") == out.getvalue()
