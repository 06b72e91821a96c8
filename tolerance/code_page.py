"""Gathers what the holder of a case code sees of the case: what an applicant with an account would, and no more."""

from typing import Any

from tolerance.effects import is_recognised, untouched
from tolerance.extension_page import asks_of
from tolerance.forms.by_code import AnswerForm
from tolerance.forms.extension import ExtensionForm
from tolerance.models import Case
from tolerance.services.by_code import steps_by_code
from tolerance.visibility import NOTIFIED
from tolerance.workflow import CodeHolder


def page_of(
    case: Case, sent: AnswerForm | None = None, target: str = "", more_time: ExtensionForm | None = None
) -> dict[str, Any]:
    """Return the context of the page.

    Args:
        case: the case.
        sent: a form that came back with errors, of the step to `target`.
        target: the state that this step leads to.
        more_time: a request for more time that came back with errors.
    """
    told = case.state != Case.State.DECIDED
    steps = [
        (step, sent if sent and step.target == target else _form(case, step.target)) for step in steps_by_code(case)
    ]
    return {
        "case": case,
        "state": Case.State(case.state if told else Case.State.DELIBERATING).label,
        "due": case.due_on if told else None,
        # What the panel decided reaches the applicant with the letter.
        "events": [event for event in case.events.all() if told or event.target != Case.State.DECIDED],
        "shows_outcome": bool(case.outcome) and case.state in NOTIFIED,
        "letters": case.letters.all(),
        "evidence": case.evidence.defer("sealed"),
        "steps": steps,
        "untouched": untouched() if is_recognised(case) and case.state in NOTIFIED else [],
        "extensions": case.extensions.filter(asked_by=None),
        "extension_asks": asks_of(CodeHolder(), case, more_time),
    }


def _form(case: Case, target: str) -> AnswerForm:
    supplements = target == Case.State.SUBMITTED and case.state == Case.State.SUPPLEMENT
    form = AnswerForm(with_files=supplements)
    form.auto_id = f"id_{target}_%s"
    return form
