"""What a reporter may say of a remedy, as the page shows it; owns no rule: that stands in `feedback.verdicts`."""

from django.utils import timezone
from django.utils.functional import Promise

from feedback.following import Thread
from feedback.models import Verdict
from feedback.verdicts import offered


def choices(thread: Thread) -> list[tuple[str, str | Promise, bool]]:
    """Return each verdict that may be given now: its value, its words, and whether it was said last."""
    report = thread.report
    problem = report.problem if report and not report.gone else None
    if problem is None:
        return []
    return [
        (value, Verdict.Value(value).label, value == thread.verdict) for value in offered(problem, timezone.localdate())
    ]
