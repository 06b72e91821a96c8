"""Gathers what the holder of a case code sees of the case: what an applicant with an account would, and no more."""

from typing import Any

from django.utils import timezone

from tolerance.bodies import body_in, sitting
from tolerance.case_clock import clock_of
from tolerance.casepage import CaseLine, corrects, is_reopened, seats_of
from tolerance.deidentifying import parts
from tolerance.effects import is_recognised, untouched
from tolerance.extension_page import asks_of
from tolerance.forms.by_code import AnswerForm, SayForm
from tolerance.forms.extension import ExtensionForm
from tolerance.forms.recusal import ObjectForm
from tolerance.models import Case, Recusal
from tolerance.services.by_code import steps_by_code
from tolerance.services.precedents import mark_of
from tolerance.statements import may_state
from tolerance.visibility import NOTIFIED
from tolerance.workflow import CodeHolder


def page_of(  # noqa: PLR0913  # one for each form that may come back
    case: Case,
    sent: AnswerForm | None = None,
    target: str = "",
    *,
    more_time: ExtensionForm | None = None,
    said: SayForm | None = None,
    objected: ObjectForm | None = None,
) -> dict[str, Any]:
    """Return the context of the page.

    Args:
        case: the case.
        sent: a form that came back with errors, of the step to `target`.
        target: the state that this step leads to.
        more_time: a request for more time that came back with errors.
        said: a statement that came back with errors.
        objected: an objection that came back with errors.
    """
    told = case.state != Case.State.DECIDED
    line = CaseLine.in_state(case, Case.State(case.state) if told else Case.State.DELIBERATING)
    # What the panel decided reaches the applicant with the letter.
    events = [event for event in case.events.all() if told or event.target != Case.State.DECIDED]
    return {
        "case": case,
        "line": line,
        "clock": clock_of(case, line.due, timezone.localdate()),
        "corrects": corrects(case),
        "reopened": is_reopened(case, events),
        "events": events,
        "evidence": case.evidence.defer("sealed"),
        "steps": [
            (step, sent if sent and step.target == target else _form(case, step.target)) for step in steps_by_code(case)
        ],
        **_told(case),
        **_asked(case, more_time, said),
        **_people(case, objected),
        **_lesson(case),
    }


def _form(case: Case, target: str) -> AnswerForm:
    supplements = target == Case.State.SUBMITTED and case.state == Case.State.SUPPLEMENT
    form = AnswerForm(with_files=supplements)
    form.auto_id = f"id_{target}_%s"
    return form


def _told(case: Case) -> dict[str, Any]:
    """Return the letters, and what came with the letter of outcome."""
    notified = case.state in NOTIFIED
    return {
        "letters": case.letters.all(),
        "shows_outcome": bool(case.outcome) and notified,
        "untouched": untouched() if is_recognised(case) and notified else [],
    }


def _asked(case: Case, more_time: ExtensionForm | None, said: SayForm | None) -> dict[str, Any]:
    """Return what was asked for more time, and the forms to ask for it and to say more."""
    return {
        "extensions": case.extensions.filter(asked_by=None),
        "extension_asks": asks_of(CodeHolder(), case, more_time),
        "say_form": said or (SayForm() if may_state(CodeHolder(), case) else None),
    }


def _people(case: Case, objected: ObjectForm | None) -> dict[str, Any]:
    """Return who sits on the case, what was objected, and the form to object, while some of them are at work."""
    body = body_in(case.state)
    works = body is not None and bool(sitting(case, body))
    return {
        "seats": seats_of(case),
        "objections": case.recusals.filter(source=Recusal.Source.OBJECTED).select_related("person", "decided_by"),
        "object_form": objected or (ObjectForm(case=case, auto_id="id_object_%s") if works else None),
    }


def _lesson(case: Case) -> dict[str, Any]:
    """Return the lesson that is told of the case, with the mark of what is read of it."""
    lesson = getattr(case, "precedent", None)
    return {"lesson": lesson, "facts": parts(lesson.facts), "mark": mark_of(lesson)} if lesson else {}
