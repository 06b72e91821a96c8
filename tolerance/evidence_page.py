"""What the page of a case shows of its evidence files; owns no rule."""

from typing import Any

from accounts.models import User
from tolerance.evidence import may_add, may_remove
from tolerance.forms.evidence import EvidenceForm
from tolerance.models import Case


def files_of(user: User, case: Case) -> dict[str, Any]:
    """Return the files on the case and, for those who may add some, the form."""
    rows = case.evidence.defer("sealed").select_related("added_by", "case")
    return {
        "evidence": [(one, may_remove(user, one)) for one in rows],
        "evidence_form": EvidenceForm() if may_add(user, case) else None,
    }
