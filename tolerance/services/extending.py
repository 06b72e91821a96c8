"""More time for a phase: asked for by whoever holds the case, answered by a lead, told to the applicant by letter."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from search.services import mark
from tolerance.clock import after
from tolerance.extending import Running, holds, is_applicants, may_answer, running
from tolerance.lettering import PHASES_ZH, UNITS_ZH, zh_day
from tolerance.letters import issue
from tolerance.models import Case, Extension, Letter
from tolerance.models.case import EXTENDED
from tolerance.services.steps import note, refuse_codes, require, today_or
from tolerance.workflow import CodeHolder, IllegalMoveError, OvertakenError, write_line


@transaction.atomic
def ask_extension(  # noqa: PLR0913  # what is asked for, and no more
    *, actor: User | CodeHolder, case: Case, phase: str, days: int, reason: str, on: date | None = None
) -> Extension:
    """Ask for more time in a phase that runs, once.

    Args:
        actor: who holds the case in this phase; what a holder of a case code asks leaves no line in the trail of staff.
        case: the case.
        phase: the state in which it waits.
        days: how many days more, in what the phase is counted in.
        reason: why; the applicant reads it.
        on: the day; today by default.

    Raises:
        IllegalMoveError: no such phase runs.
        PermissionDenied: the actor does not hold the case in it.
        RefusedError: there is no reason, it was asked for before, the days are too many, the limit has passed, or a
            text holds a code.
    """
    refuse_codes(reason)
    day, fresh = today_or(on), Case.objects.select_for_update().get(pk=case.pk)
    one = _running(fresh, phase)
    if not holds(actor, fresh, one.phase):
        raise PermissionDenied
    require(reason.strip(), _("Give a reason."))
    most = one.phase.extension
    require(1 <= days <= most, _("A limit is extended by one to %(most)d days.") % {"most": most})
    taken = Extension.objects.filter(since=one.since).exclude(status=Extension.Status.REFUSED)
    require(not taken.exists(), _("The limit of a phase is extended once only, and that was asked for before."))
    require(one.due_on is None or day <= one.due_on, _("The limit has passed; it can no longer be extended."))
    require(_later(one, days), _("The working days of that year are not published yet, so no later day can be told."))
    asker = actor if isinstance(actor, User) else None
    made = Extension.objects.create(
        case=case, phase=phase, since=one.since, days=days, reason=reason, asked_by=asker, asked_on=day
    )
    if asker:
        note(case, "case.extension_asked", asker, phase=phase, days=str(days))
    else:
        mark("case", str(case.pk))
    return made


def _running(case: Case, phase: str) -> Running:
    for one in running(case):
        if one.phase.state == phase:
            return one
    raise IllegalMoveError(phase)


def _later(one: Running, days: int) -> date | None:
    return after(one.due_on, days, one.phase.unit) if one.due_on else None


@transaction.atomic
def answer_extension(
    *, actor: User, extension: Extension, granted: bool, words: str = "", on: date | None = None
) -> None:
    """Grant more time, which moves the day of the phase and tells the applicant by letter, or refuse it.

    Args:
        actor: a lead who has not asked for it.
        extension: what was asked for.
        granted: whether the limit is extended.
        words: what the lead says about it; why, where it is not extended.
        on: the day; today by default.

    Raises:
        PermissionDenied: the actor may not answer.
        OvertakenError: another lead was quicker.
        RefusedError: the phase is over or paused, it is not said why not, or a text holds a code.
    """
    refuse_codes(words)
    day, case = today_or(on), Case.objects.select_for_update().get(pk=extension.case_id)
    if Extension.objects.get(pk=extension.pk).status != Extension.Status.ASKED:
        raise OvertakenError
    if not may_answer(actor, extension):
        raise PermissionDenied
    extension.words, extension.decided_by, extension.decided_on = words, actor, day
    if granted:
        _grant(extension, case, day)
    else:
        require(words.strip(), _("Say why the limit is not extended."))
        extension.status = Extension.Status.REFUSED
    extension.save()
    act = "case.extended" if granted else "case.extension_refused"
    note(case, act, actor, phase=extension.phase, days=str(extension.days))


def _grant(extension: Extension, case: Case, day: date) -> None:
    one = next((one for one in running(case) if one.since.pk == extension.since_id), None)
    later = _later(one, extension.days) if one else None
    if one is None or one.due_on is None or later is None:
        require(condition=False, reason=_("The phase is over, or its clock stands still. Nothing can be extended."))
        return
    extension.status, extension.due_before, extension.due_on = Extension.Status.GRANTED, one.due_on, later
    column = "due_on" if one.phase.track == "case" else "correction_due_on"
    Case.objects.filter(pk=case.pk).update(**{column: later})
    write_line(
        case, on=day, source=one.phase.state, target=EXTENDED, actor=extension.decided_by, right="case.lead",
        detail=f"{one.due_on.isoformat()} → {later.isoformat()}\n{extension.reason}",
    )  # fmt: skip
    issue(
        case, Letter.Kind.EXTENSION, on=day, phase=PHASES_ZH[one.phase.state], due_before=zh_day(one.due_on),
        due_on=zh_day(later), longer=f"{extension.days}{UNITS_ZH[one.phase.unit]}", reason=extension.reason,
        cause="应你的申请" if is_applicants(one.phase) else "因办理需要",
    )  # fmt: skip
