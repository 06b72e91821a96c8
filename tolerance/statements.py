"""When an applicant is heard beside the filing: statement and defence (陈述申辩); owns the rule, and writes nothing."""

from tolerance.models import Case
from tolerance.workflow import Actor, is_applicant

# From acceptance until the panel has decided, and again while others review what it decided.
HEARD = frozenset({
    Case.State.ACCEPTED, Case.State.VERIFYING, Case.State.VERIFIED, Case.State.DELIBERATING,
    Case.State.REVIEW_REQUESTED,
})  # fmt: skip


def may_state(actor: Actor, case: Case) -> bool:
    """Return whether `actor` may add a statement now: the applicant, with an account or with the case code."""
    return is_applicant(actor, case) and case.state in HEARD
