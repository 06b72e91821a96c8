"""The bulletin for staff, from published facts alone: what was removed and what it saves, what stays and why.

The page is made when it is asked for; the PDF once a day by the worker, so that no visitor sets anything going.
"""

import hashlib
from datetime import date, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from digests.document import LANGUAGES, STYLE
from digests.models import Bulletin
from feedback import published
from feedback.taxonomy import REMEDIES
from jobs.rendering import RenderingUnavailable, page_count, render_pdf
from tolerance.models import Case
from tolerance.selectors import published_lessons

# What fits on one page, of the last half year.
MOST_SOLVED, MOST_KEPT, MOST_LESSONS, LOOK_BACK = 4, 2, 1, timedelta(days=183)
# Longer words of a remedy or a reason stand on the board.
MOST_WORDS = 60
# Of the remedies of one problem; the board has all of them.
MOST_DONE = 1
# The sizes of the stylesheet, the largest first.
LETTERS = ("large", "medium", "small", "least")


def facts(today: date) -> dict[str, Any]:
    """Return what the bulletin of a day says, in the active language."""
    since = today - LOOK_BACK
    solved = published.solved(MOST_SOLVED, since)
    spans = [row.hours for row in solved if row.hours]
    return {
        "solved": [_solved(row) for row in solved],
        "kept": [_kept(row) for row in published.kept(MOST_KEPT, since)],
        "lessons": _lessons(since, today),
        "hours": [round(sum(end)) for end in zip(*spans, strict=True)] if spans else None,
        "since": since,
        "today": today,
    }


def _solved(row: published.Published) -> dict[str, Any]:
    done = [str(REMEDIES.get(kind, kind)) + _(": ") + _short(what) for kind, what in row.done[:MOST_DONE]]
    return {"title": row.title, "id": row.id, "owner": row.owner_unit, "done": done}


def _kept(row: published.Published) -> dict[str, Any]:
    return {"title": row.title, "id": row.id, "why": _short(row.kept_reason)}


def _lessons(since: date, today: date) -> list[dict[str, str]]:
    """Return the latest published lessons of errors that were tolerated."""
    rows = [row for row in published_lessons(since, today) if row.outcome != Case.Outcome.NOT_TOLERATED]
    return [{"title": row.title, "key": row.key, "lesson": _short(row.lesson)} for row in rows[:MOST_LESSONS]]


def _short(words: str) -> str:
    """Return `words`, where they are long up to the end of a sentence."""
    if len(words) <= MOST_WORDS:
        return words
    head = words[:MOST_WORDS]
    end = head.rfind("。") + 1
    return head[:end] if end > MOST_WORDS // 3 else f"{head}…"


def make(today: date) -> int:
    """Make the PDF of each language anew where what it says has changed, and return how many were.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        jobs.rendering.RenderingFailed: a character has no glyph.
    """
    return sum(_make(language, today) for language in LANGUAGES)


def _make(language: str, today: date) -> bool:
    with translation.override(language):
        style = STYLE.read_text(encoding="utf-8")
        context = {**facts(today), "language": language, "style": style}
        printed = [
            render_to_string("digests/bulletin_print.html", {**context, "letters": letters}) for letters in LETTERS
        ]
        title = _("You said, we changed")
    digest = hashlib.sha256(printed[0].encode())
    if Bulletin.objects.filter(language=language, sha256=digest.hexdigest()).exists():
        return False
    # It is read from a step away: letters are as large as one page allows.
    for html in printed:
        pdf = render_pdf(html, title=title, language=language, identifier=digest.digest())
        if page_count(pdf) == 1:
            break
    values = {"sha256": digest.hexdigest(), "made_on": today, "pdf": pdf}
    Bulletin.objects.update_or_create(language=language, defaults=values)
    return True


@task()
def make_bulletin() -> int:
    """Run one slot of the schedule, and return how many PDFs were made; none where the libraries are not there."""
    try:
        return make(timezone.localdate())
    except RenderingUnavailable:
        return 0
