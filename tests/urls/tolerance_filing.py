"""What the addresses of drafted criteria, evidence and filing answer to whom."""

from typing import Any

from tests.cast import Cast, Organisation
from tests.tolerance.services.test_evidence import add
from tests.tolerance.services.test_prefiling import planned
from tests.tolerance.walk import case_in
from tests.urls.roles import EVERYONE, PUBLIC, STAFF
from tests.urls.tolerance import ADMINS, OF_CASE, POSTED, SIGNED_IN
from tolerance import services
from tolerance.services.prefiling import file_in_advance

EDITORS = ("leader", "secretary")
# Whoever neither drafts nor publishes is told that there is no draft.
EDITED = dict.fromkeys(STAFF, 404) | {"anonymous": 302} | dict.fromkeys(EDITORS, 200)

BY_FORM = ("follow", "act", "letter", "extension", "statement", "object", "agree", "received")

ANSWERS: dict[str, dict[str, int]] = {
    "criteria_pdf": PUBLIC,
    "criteria_compare": PUBLIC,
    "criteria_sets": dict.fromkeys(STAFF, 403) | {"anonymous": 302} | dict.fromkeys(EDITORS, 200),
    "criteria_draft": EDITED,
    "criteria_publish": EDITED,
    "criterion_new": EDITED | {"leader": 403},
    "criterion_edit": EDITED | {"leader": 403},
    "criterion_act": POSTED,
    "criteria_discard": POSTED,
    "criteria_archive": POSTED,
    "evidence_add": POSTED,
    "evidence_file": OF_CASE,
    "evidence_preview": OF_CASE,
    "evidence_remove": POSTED,
    "case_code": PUBLIC,
    "case_code_file": PUBLIC,
    # Only a form opens these; an address leads to where the code is asked for.
    **{f"case_code_{name}": dict.fromkeys(EVERYONE, 302) for name in BY_FORM},
    "case_statement": POSTED,
    "case_calendar": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "case_dates": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "prefilings": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "prefiling_new": SIGNED_IN | dict.fromkeys(ADMINS, 403),
    "prefiling": OF_CASE,
    "prefiling_pdf": OF_CASE,
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses that take some."""
    published = {"version": services.load_published_criteria().version}
    draft = services.begin_draft(actor=cast.secretary, version="draft", title_zh="草案", title_en="Draft")
    services.remove_criterion(actor=cast.secretary, draft=draft, code="M08")
    of_draft = {"version": "draft"}
    case = case_in("draft", organisation, cast)
    add(cast.applicant, case)
    services.submit_case(actor=cast.applicant, case=case)
    announced = {"prefiling_id": file_in_advance(actor=cast.applicant, planned=planned(organisation)).pk}
    of_file = {"case_id": case.pk, "position": 1}
    return {
        **dict.fromkeys(("criteria_pdf", "criteria_archive"), published),
        "criteria_compare": published | {"other": published["version"]},
        **dict.fromkeys(("criteria_draft", "criteria_publish", "criteria_discard", "criterion_new"), of_draft),
        **dict.fromkeys(("criterion_edit", "criterion_act"), of_draft | {"code": "R01"}),
        **dict.fromkeys(("prefiling", "prefiling_pdf"), announced),
        "evidence_add": {"case_id": case.pk},
        "case_statement": {"case_id": case.pk},
        **dict.fromkeys(("evidence_file", "evidence_preview", "evidence_remove"), of_file),
    }
