"""What every act on a case has in common: one move, one line on record, one mark for search."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import User
from search.services import mark
from tolerance.case_codes import found_in
from tolerance.models import Case
from tolerance.workflow import InvalidBodyError, move

HOLDS_CODE = _("A text holds a code of four-letter groups. Take it out: nothing may join a case to a report.")


class RefusedError(Exception):
    """The act cannot be done as asked; the message says why, in words for the person who asked."""


def today_or(on: date | None) -> date:
    """Return `on`, or today in local time where it is None."""
    return on or timezone.localdate()


def note(case: Case, act: str, actor: User | None, **detail: str) -> None:
    """Put an act on record and have the case indexed anew."""
    audit.record(actor=actor, act=act, subject=f"case:{case.pk}", detail=dict(detail))
    mark("case", str(case.pk))


def take_step(case: Case, target: str, *, actor: User | None, on: date, detail: str = "", **fields: object) -> None:
    """Move the case, put that on record and have it indexed anew.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the body whose step it is may not act, or a text holds a code.
    """
    refuse_codes(detail, *fields.values())
    try:
        event = move(case, target, actor=actor, on=on, detail=detail, **fields)
    except InvalidBodyError as fault:
        raise RefusedError(str(fault)) from None
    note(case, f"case.{target}", actor, source=event.source, right=event.right)


def refuse_codes(*texts: object) -> None:
    """Do nothing where no text holds a code, of a case or a receipt; what is no text is passed over.

    Raises:
        RefusedError: one does; whoever read the case could then look up a report with it.
    """
    require(not any(isinstance(text, str) and found_in(text) for text in texts), str(HOLDS_CODE))


def require(condition: object, reason: str) -> None:
    """Do nothing where the condition holds.

    Raises:
        RefusedError: it does not; `reason` is for the person who asked.
    """
    if not condition:
        raise RefusedError(reason)
