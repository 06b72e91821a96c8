"""The record of a closed round: frozen with a hash, and the same PDF from the same data. Records are in Chinese.

A record shows what is in its data and nothing else, so that no later change of a task changes what was decided.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from feedback.models import Cleanup, CleanupItem
from feedback.register.rounds import hours_of, is_pair, title_of
from feedback.taxonomy import REMEDIES
from jobs.rendering import render_pdf

STYLE = Path(__file__).parent.parent.parent / "templates" / "feedback" / "rounds" / "record.css"
_CANCEL, _MERGE = "RM01", "RM02"
_OVERTAKEN = "（任务此前已停止执行，未生效）"


def record_of(
    cleanup: Cleanup, items: Sequence[CleanupItem], overtaken: Collection[int], *, actor: User, today: date
) -> dict[str, Any]:
    """Return all that the record of a round shows.

    Args:
        cleanup: the round that is being closed.
        items: all its items in their order, each with its `other`.
        overtaken: the places of those whose task another round had dropped already.
        actor: who closes it.
        today: the day.
    """
    counts = Counter(item.kind for item in items if item.kind and item.position not in overtaken)
    low, high = _spared([item for item in items if item.position not in overtaken])
    return {
        "office": cleanup.unit.name,
        "title": "基层任务大清理决定记录",
        "quarter": f"{cleanup.start.year}年第{'一二三四'[cleanup.quarter - 1]}季度",
        "items": len(items),
        "decided": sum(item.turn is not None for item in items),
        "overtaken": len(overtaken),
        "counts": [[REMEDIES[kind].zh, counts[kind]] for kind in REMEDIES if counts[kind]],
        "spared": _span((low, high)) if high else "",
        "lines": [_line(item, overtaken) for item in items],
        "closed_by": str(actor),
        "opened_on": _day(cleanup.opened_on),
        "closed_on": _day(today),
    }


def fingerprint(record: dict[str, Any]) -> str:
    """Return the SHA-256 over a record's data, in hexadecimal."""
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def render_record(cleanup: Cleanup) -> bytes:
    """Return the PDF of a closed round's record.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        ValueError: the round is open, or its data no longer fits the hash that was frozen with it.
    """
    record = cleanup.record
    if record is None or fingerprint(record) != cleanup.sha256:
        raise ValueError("the record is not the one that was frozen")
    context = {"record": record, "sha256": cleanup.sha256, "style": STYLE.read_text(encoding="utf-8")}
    with translation.override("zh-hans"):
        html = render_to_string("feedback/rounds/record.html", context)
    title = f"{record['office']}{record['quarter']}{record['title']}"
    return render_pdf(html, title=title, identifier=bytes.fromhex(cleanup.sha256)[:16])


def took_effect(record: dict[str, Any], position: int) -> bool:
    """Return whether the decision at a place of a record came into force: not where another round was quicker."""
    return not record["lines"][position - 1]["decision"].endswith(_OVERTAKEN)


def _line(item: CleanupItem, overtaken: Collection[int]) -> dict[str, Any]:
    hours = hours_of(item)
    tasks = item.facts["tasks"]
    decision = REMEDIES[item.kind].zh if item.kind else "未作决定"
    if item.other:
        decision += f"，保留“{item.other.name}”"
    if item.position in overtaken:
        decision += _OVERTAKEN
    return {
        "position": item.position,
        "pair": is_pair(item),
        "name": title_of(item),
        "asked_by": "、".join(task["asked_by"] for task in tasks),
        "unit": "、".join(dict.fromkeys(task["unit"] for task in tasks)),
        "hours": _span(hours) if hours else "不清楚",
        "decision": decision,
        "reason": item.reason,
        "decided_by": str(item.decided_by) if item.decided_by else "",
    }


def _spared(items: Sequence[CleanupItem]) -> tuple[float, float]:
    """Return the hours of what is asked no more: each task once, however many decisions dropped it.

    What is merged on its own may cost as much in the other task as before: so nothing is its low end.
    """
    spans: dict[str, tuple[float, float]] = {}
    for item in sorted((one for one in items if one.kind in {_CANCEL, _MERGE}), key=lambda one: one.turn or 0):
        gone = next(task["id"] for task in item.facts["tasks"] if task["id"] != str(item.other_id))
        sure = item.low if item.kind == _CANCEL or is_pair(item) else 0.0
        spans.setdefault(gone, (sure, item.high))
    return sum(low for low, _high in spans.values()), sum(high for _low, high in spans.values())


def _span(hours: tuple[float, float]) -> str:
    low, high = (f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0") for value in hours)  # noqa: PLR2004
    return f"{low}—{high}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
