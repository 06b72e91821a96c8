"""The only writers of cases and criteria: each act is one function, atomic, on record and marked for search."""

from tolerance.services.correction import follow_up, order_correction, report_correction
from tolerance.services.criteria import load_published_criteria
from tolerance.services.drafting import (
    Wording,
    add_criterion,
    begin_draft,
    discard_draft,
    move_criterion,
    remove_criterion,
    restore_criterion,
    revise_criterion,
)
from tolerance.services.effects import record_effect_check, send_effect_notice
from tolerance.services.ending import (
    clear_name,
    close_case,
    finalise_due_cases,
    keep_suspended,
    lapse_due_cases,
    notify,
    resume_case,
    suspend_case,
)
from tolerance.services.extending import answer_extension, ask_extension
from tolerance.services.filing import Matter, file_case, revise_case, submit_case, withdraw_case
from tolerance.services.findings import record_findings
from tolerance.services.intake import accept_case, ask_supplement, decline_case, transfer_case
from tolerance.services.limits import set_case_limits
from tolerance.services.opening import note_opened, note_prefiling_opened
from tolerance.services.panel import cast_vote, convene_panel, decide
from tolerance.services.precedents import agree_to_precedent, publish_precedent, write_precedent
from tolerance.services.previewing import preview
from tolerance.services.publishing import archive_set, publish_draft
from tolerance.services.receiving import confirm_receipt
from tolerance.services.recusal import declare_recusal, draw_replacement, object_to, settle_recusal
from tolerance.services.review import appeal, appoint_reviewers, decide_appeal, decide_review, request_review
from tolerance.services.statements import add_statement
from tolerance.services.steps import RefusedError
from tolerance.services.verification import appoint_verifiers, complete_verification

__all__ = [
    "Matter",
    "RefusedError",
    "Wording",
    "accept_case",
    "add_criterion",
    "add_statement",
    "agree_to_precedent",
    "answer_extension",
    "appeal",
    "appoint_reviewers",
    "appoint_verifiers",
    "archive_set",
    "ask_extension",
    "ask_supplement",
    "begin_draft",
    "cast_vote",
    "clear_name",
    "close_case",
    "complete_verification",
    "confirm_receipt",
    "convene_panel",
    "decide",
    "decide_appeal",
    "decide_review",
    "declare_recusal",
    "decline_case",
    "discard_draft",
    "draw_replacement",
    "file_case",
    "finalise_due_cases",
    "follow_up",
    "keep_suspended",
    "lapse_due_cases",
    "load_published_criteria",
    "move_criterion",
    "note_opened",
    "note_prefiling_opened",
    "notify",
    "object_to",
    "order_correction",
    "preview",
    "publish_draft",
    "publish_precedent",
    "record_effect_check",
    "record_findings",
    "remove_criterion",
    "report_correction",
    "request_review",
    "restore_criterion",
    "resume_case",
    "revise_case",
    "revise_criterion",
    "send_effect_notice",
    "set_case_limits",
    "settle_recusal",
    "submit_case",
    "suspend_case",
    "transfer_case",
    "withdraw_case",
    "write_precedent",
]
