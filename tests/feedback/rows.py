"""Makers of rows for tests of the handler's side: released reports, problems and remedies as they would have become."""

import secrets
from datetime import date
from typing import Any

from accounts.models import Unit, User
from feedback.files.sealing import note_of, seal_file, seal_note
from feedback.models import Problem, Remedy, Report, ReportFile, Result
from jobs.rebuilding import Kind, Rebuilt
from tests.jobs.rebuilding.samples import small

DAY = date(2026, 8, 3)
SMALL = small()


def report(unit: Unit, words: str = "每周要把同一张表报给三个科室。", **fields: Any) -> Report:
    values: dict[str, Any] = {"receipt_digest": secrets.token_hex(32), "released_on": DAY, "category": "B03"}
    return Report.objects.create(receiving_unit=unit, words=words, **{**values, **fields})


def attach(to: Report, data: bytes = SMALL, kind: Kind = Kind.JPEG, position: int = 1) -> ReportFile:
    file = Rebuilt(kind, data, SMALL)
    note = seal_note(note_of(file, turn=position - 1, late=False))
    return ReportFile.objects.create(report=to, position=position, note=note, sealed=seal_file(file))


def problem(unit: Unit, title: str = "周报表重复报送", **fields: Any) -> Problem:
    values: dict[str, Any] = {
        "statement": "同一组数据由三个科室分别索要。",
        "category": "B03",
        "opened_on": DAY,
        "state_on": DAY,
    }
    if fields.get("state", "open") not in ("open", "kept"):
        values["owner_unit"] = unit
    return Problem.objects.create(unit=unit, title=title, **{**values, **fields})


def remedy(of: Problem, **fields: Any) -> Remedy:
    values: dict[str, Any] = {
        "kind": "RM02",
        "what": "三表并一表。",
        "owner_unit": of.owner_unit or of.unit,
        "due_on": date(2026, 9, 1),
        "promised_on": DAY,
    }
    return Remedy.objects.create(problem=of, **{**values, **fields})


def result(of: Remedy, title: str = "三表合一样表", **fields: Any) -> Result:
    values: dict[str, Any] = {"kind": "jpg", "size": len(SMALL), "data": SMALL, "added_on": DAY}
    by = fields.pop("added_by", None) or User.objects.create_user(secrets.token_hex(4), None)
    return Result.objects.create(remedy=of, title=title, added_by=by, **{**values, **fields})
