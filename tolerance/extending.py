"""Which phases of a case run, since when, who holds it in them, and who may answer for more time; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.permissions import may
from tolerance.clock import PAUSES
from tolerance.models import Case, CaseEvent, Extension
from tolerance.procedure import PHASES, Phase
from tolerance.workflow import APPLICANT, STEPS, SYSTEM, Actor, Step, may_take


@dataclass(frozen=True, slots=True)
class Running:
    """A phase that runs.

    Attributes:
        phase: the row of the table.
        since: the line of the history with which it began; a pause in between does not end it.
        due_on: its last day; None where it is not known.
    """

    phase: Phase
    since: CaseEvent
    due_on: date | None


def running(case: Case) -> list[Running]:
    """Return the phases of `case` that run: none, that of the case, that of its correction, or both."""
    days = {case.state: case.due_on, case.correction: case.correction_due_on}
    events = list(case.events.all())
    found = []
    for state, due_on in days.items():
        since = [one for one in events if one.target == state and one.source not in PAUSES]
        if state in PHASES and since:
            found.append(Running(PHASES[state], since[-1], due_on))
    return found


def owed(phase: Phase) -> Iterator[Step]:
    """Return the steps of which one ends the phase, and which somebody is bound to take."""
    for step in STEPS:
        bound = step.always and step.limit is not None and step.right != SYSTEM
        if step.source == phase.state and step.track == phase.track and bound:
            yield step


def holds(user: Actor, case: Case, phase: Phase) -> bool:
    """Return whether `user` holds the case in a phase: owes the step that ends it."""
    return any(may_take(user, step, case) for step in owed(phase))


def is_applicants(phase: Phase) -> bool:
    """Return whether the applicant holds the case in a phase."""
    return all(step.right == APPLICANT for step in owed(phase))


def may_answer(user: User, extension: Extension) -> bool:
    """Return whether `user` may answer: a lead over the case, who neither asked nor filed it."""
    case = extension.case
    apart = user.pk not in (extension.asked_by_id, case.applicant_id)
    return extension.status == Extension.Status.ASKED and apart and may(user, "case.lead", case.unit_id)


def may_ask(user: Actor, case: Case, one: Running) -> bool:
    """Return whether `user` may ask for more time in a phase: it has a day, and nobody has asked or been granted."""
    open_or_done = (Extension.Status.ASKED, Extension.Status.GRANTED)
    taken = any(row.since_id == one.since.pk and row.status in open_or_done for row in case.extensions.all())
    return one.due_on is not None and not taken and holds(user, case, one.phase)
