"""What the addresses of the room `tolerance` answer to whom."""

from typing import Any

from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tests.urls.roles import PUBLIC, STAFF
from tolerance import services
from tolerance.models import Case, Precedent

ADMINS = ("system_admin", "security_admin", "audit_admin")
READERS = ("leader", "intake", "secretary", "verifier", "panel_member", "chair", "applicant")
SIGNED_IN = dict.fromkeys(STAFF, 200) | {"anonymous": 302}
# Whoever may not know of a case is told that there is none.
OF_CASE = dict.fromkeys(STAFF, 404) | {"anonymous": 302} | dict.fromkeys(READERS, 200)
POSTED = dict.fromkeys(STAFF, 405) | {"anonymous": 302}

ANSWERS: dict[str, dict[str, int]] = {
    "criteria": PUBLIC,
    "criteria_set": PUBLIC,
    "criteria_check": PUBLIC,
    "procedure": PUBLIC,
    "cases": SIGNED_IN,
    "case_new": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "case": OF_CASE,
    # Past the draft nobody rewrites a case, and the readers know that it is there.
    "case_edit": OF_CASE | dict.fromkeys(READERS, 403),
    # The case is being verified: its verifiers find, and nobody else.
    "case_findings": OF_CASE | dict.fromkeys(READERS, 403) | {"verifier": 200},
    "case_recusal": OF_CASE,
    "case_recusal_settle": POSTED,
    "case_reviewers": POSTED,
    "case_vote": POSTED,
    "case_step": POSTED,
    "verify": PUBLIC,
    "precedents": PUBLIC,
    "precedent": PUBLIC,
    "work_lessons": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "work_lesson": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "consistency": dict.fromkeys(STAFF, 403) | {"anonymous": 302, "leader": 200},
    "case_lesson": dict.fromkeys(STAFF, 404) | {"anonymous": 302, "leader": 200},
    "case_lesson_act": POSTED,
    "letter_pdf": OF_CASE,
    "letter_received": POSTED,
}


def _precedent(organisation: Organisation, cast: Cast) -> str:
    case = case_in("final", organisation, cast)
    Case.objects.filter(pk=case.pk).update(state="published")
    told = Precedent.objects.create(
        case=case, key="2025-1", title="容缺受理后核对不符", facts="〔隐去〕急需押金，先行发放救助，数额〔不详〕。",
        reasoning="六项条件均符合。", lesson="先救急也要留底。", written_by=cast.leader, written_on=FILED_ON,
        agreed_on=FILED_ON, checked_by=cast.superior, published_on=FILED_ON,
    )  # fmt: skip
    return str(told.key)


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses that take some."""
    case = case_in("verifying", organisation, cast)
    of_case = {"case_id": case.pk}
    of_lesson = {"key": _precedent(organisation, cast)}
    of_letter = of_case | {"letter_id": case.letters.get().pk}
    return {
        "criteria_set": {"version": services.load_published_criteria().version},
        "case": of_case,
        "case_edit": of_case,
        "case_findings": of_case,
        "case_recusal": of_case,
        "case_recusal_settle": of_case | {"recusal_id": 1},
        "case_reviewers": of_case,
        "case_vote": of_case,
        "case_step": of_case | {"target": "verified"},
        "precedent": of_lesson,
        "work_lesson": of_lesson,
        "case_lesson": of_case,
        "case_lesson_act": of_case,
        "letter_pdf": of_letter,
        "letter_received": of_letter,
    }
