"""What each role gets at the addresses of the workplace and of the board in the room `feedback`."""

from datetime import date
from typing import Any

from feedback.models import CodeBatch, Problem, Proposal
from tests.cast import Cast, Organisation
from tests.feedback.rows import DAY, attach, problem, remedy, report, result
from tests.urls.roles import EVERYONE, PUBLIC, STAFF

_NONE = {"anonymous": 302, **dict.fromkeys(STAFF, 403)}
_ACT = {"anonymous": 302, **dict.fromkeys(STAFF, 405)}
_READERS = {"handler": 200, "leader": 200, "superior": 200}
_REPORT_ACTS = ("answer", "decline", "restate", "join", "leave")
_PROPOSAL_ACTS = ("restate", "join", "dismiss", "restore")
_PROBLEM_ACTS = ("merge", "split", "assign", "hand_back", "promise", "cause", "keep", "publish", "unpublish")

ANSWERS: dict[str, dict[str, int]] = {
    "inbox": {**_NONE, "handler": 200, "outsider": 200},
    "report_detail": {**_NONE, "handler": 200, "outsider": 404},
    "proposals": {**_NONE, "handler": 200, "outsider": 200},
    "proposal_detail": {**_NONE, "handler": 200, "outsider": 404},
    **{f"proposal_{act}": _ACT for act in _PROPOSAL_ACTS},
    "replies": {**_NONE, "leader": 200},
    "report_file": {**_NONE, "handler": 200, "outsider": 404},
    "report_file_preview": {**_NONE, "handler": 200, "outsider": 404},
    "problems": {**_NONE, **_READERS, "outsider": 200},
    "problem_detail": {**_NONE, **_READERS, "outsider": 404},
    "remedy_implement": _ACT,
    "problem_unmerge": _ACT,
    "result_add": _ACT,
    "result": {**_NONE, **_READERS, "outsider": 404},
    "result_remove": _ACT,
    "result_public": PUBLIC,
    "results_public": PUBLIC,
    "problem_dates": {**_NONE, **_READERS, "outsider": 404},
    "problem_supervise": _ACT,
    "supervision_end": _ACT,
    "answers": PUBLIC,
    "answers_work": {**_NONE, "handler": 200, "leader": 200, "outsider": 200},
    "answer_publish": _ACT,
    "answer_withdraw": _ACT,
    **{f"overview{file}": {**_NONE, "leader": 200, "superior": 200} for file in ("", "_export")},
    "late": {**_NONE, **_READERS, "outsider": 200},
    "limits": {**_NONE, "leader": 200},
    "board": PUBLIC,
    "problems_data": PUBLIC,
    "problems_schema": PUBLIC,
    "method": PUBLIC,
    "problem_states": PUBLIC,
    "board_problem": PUBLIC,
    "board_me_too": dict.fromkeys(EVERYONE, 302),
    "codes": {**_NONE, "issuer": 200},
    "code_rules": {**_NONE, "system_admin": 200},
    "codes_order": _ACT,
    "codes_void": _ACT,
    **{f"report_{act}": _ACT for act in _REPORT_ACTS},
    **{f"problem_{act}": _ACT for act in _PROBLEM_ACTS},
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    """Create a waiting report with a thread, and a published problem with a promise that another was merged into."""
    waiting = report(
        organisation.county, "每周都要把同一份入户走访台账分别报给三个科室，列名还不一样，来回改到很晚。",
        task="入户走访台账", asked_by_unit=organisation.bureau, asked_by="救助股", data_items="姓名、次数、照片",
        per_month="4-8", hours="2-4", people="6-10", own_unit=organisation.town, wish="RM02",
    )  # fmt: skip
    waiting.messages.create(position=1, text="补充：上周又加了一列。", on=DAY)
    waiting.messages.create(position=2, author=cast.handler, text="已收到，正在**逐项核对**。", on=DAY)
    attach(waiting)
    promised = problem(
        organisation.county, "入户走访台账多头重复报送", state=Problem.State.PROMISED, published=True,
        asked_by="县民政局救助股", asked_by_unit=organisation.bureau,
    )  # fmt: skip
    for act in ("opened", "joined", "assigned", "promised"):
        promised.events.create(on=DAY, act=act, actor=cast.handler)
    row = remedy(promised, due_on=date(2026, 9, 1))
    moved = problem(organisation.county, "走访台账一式三份", published=True, merged_into=promised)
    made = result(row, added_by=cast.handler)
    key = {"key": str(promised.pk)}
    second = report(organisation.county, "入户走访台账三个科室各要一份，格式不同，填到半夜。", category="B04")
    proposed = Proposal.objects.create(unit=organisation.county, percent=61, made_on=DAY)
    proposed.reports.set([waiting, second])
    return {
        **{f"proposal_{act}": {"key": str(proposed.pk)} for act in ("detail", *_PROPOSAL_ACTS)},
        **{f"report_{act}": {"key": str(waiting.pk)} for act in ("detail", *_REPORT_ACTS)},
        **{f"problem_{act}": key for act in ("detail", *_PROBLEM_ACTS)},
        **{name: {"key": str(waiting.pk), "position": 1} for name in ("report_file", "report_file_preview")},
        **{name: {**key, "remedy": row.pk} for name in ("remedy_implement", "result_add")},
        **{name: {"key": made.pk} for name in ("result", "result_remove", "result_public")},
        "problem_unmerge": {**key, "merged": str(moved.pk)},
        "answer_publish": key,
        "answer_withdraw": key,
        "problem_dates": key,
        "problem_supervise": key,
        "supervision_end": {"key": 1},
        "board_problem": key,
        "board_me_too": key,
        "codes_void": {"key": _printed(organisation).pk},
    }


def _printed(organisation: Organisation) -> CodeBatch:
    """Return a batch that was printed for the town."""
    return CodeBatch.objects.create(unit=organisation.town, ordered_on=DAY, expires_on=date(2099, 1, 1), size=20)
