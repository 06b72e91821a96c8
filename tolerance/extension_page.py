"""Gathers what the page of a case shows about more time: what was asked and answered, and the forms for either."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from tolerance.extending import may_answer, may_ask, running
from tolerance.forms.extension import AnswerExtensionForm, ExtensionForm
from tolerance.models import Case, Extension
from tolerance.models.case import state_name
from tolerance.procedure import PHASES
from tolerance.rules import in_days
from tolerance.workflow import Actor


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, in words, with the form to answer it where the answer is the user's."""

    extension: Extension
    phase: str
    days: str
    over: bool
    form: AnswerExtensionForm | None


@dataclass(frozen=True, slots=True)
class Ask:
    """The form to ask for more time in a phase."""

    phase: str
    form: ExtensionForm


def asks_of(user: Actor, case: Case, sent: ExtensionForm | None = None) -> list[Ask]:
    """Return the forms by which `user` may ask for more time now.

    Args:
        user: who looks; None is nobody.
        case: the case.
        sent: a form that came back with errors.
    """
    found = []
    for one in running(case):
        same = sent is not None and sent.data.get("phase") == one.phase.state
        form = sent if sent is not None and same else ExtensionForm(phase=one.phase)
        if may_ask(user, case, one):
            found.append(Ask(state_name(one.phase.state), form))
    return found


def extensions_of(
    user: User,
    case: Case,
    *,
    sent: ExtensionForm | None = None,
    answered: tuple[int, AnswerExtensionForm] | None = None,
) -> dict[str, Any]:
    """Return the context of the part of a case's page; the applicant sees what was granted by letter and history.

    Args:
        user: who looks.
        case: the case.
        sent: a request that came back with errors.
        answered: the number of a request whose answer came back with errors, and that answer.
    """
    rows = case.extensions.select_related("asked_by", "decided_by")
    if case.applicant_id == user.pk:
        rows = rows.filter(asked_by=user)
    now = {one.since.pk for one in running(case)}
    found = []
    for row in rows:
        row.case = case
        over = row.status == Extension.Status.ASKED and row.since_id not in now
        form = AnswerExtensionForm(auto_id=f"id_extension_{row.pk}_%s") if may_answer(user, row) and not over else None
        if answered and answered[0] == row.pk:
            form = answered[1]
        found.append(Asked(row, state_name(row.phase), in_days(row.days, PHASES[row.phase].unit), over, form))
    return {"extensions": found, "extension_asks": asks_of(user, case, sent)}
