"""Shows a letter before it is issued: takes the step, keeps what its letter would say, and undoes all of it.

So a preview says what the letter will say, whatever was entered, and is refused where the step would be. Nothing of it
stays but one line in the trail of staff that it was looked at: no state, no number, no history, no mark for search.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from tolerance.letters import render_preview
from tolerance.models import Case, Letter
from tolerance.services.steps import RefusedError


def preview(*, actor: User, case: Case, act: Callable[[], object]) -> bytes:
    """Return the PDF of the letter that `act` would issue.

    Args:
        actor: who looks.
        case: the case; it stands as before afterwards.
        act: the call of the service that takes the step.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        RefusedError: it would issue none.
        Exception: whatever `act` raises, as if it were called by itself.
    """
    letter = _letter_of(case, act)
    if letter is None:
        raise RefusedError(_("No letter follows from this, so there is none to look at."))
    audit.record(actor=actor, act="case.preview", subject=f"case:{case.pk}", detail={"kind": letter.kind})
    return render_preview(letter)


def _letter_of(case: Case, act: Callable[[], object]) -> Letter | None:
    with transaction.atomic():
        before = set(case.letters.values_list("pk", flat=True))
        act()
        letter = Letter.objects.filter(case=case).exclude(pk__in=before).first()
        transaction.set_rollback(True)
    case.refresh_from_db()
    return letter
