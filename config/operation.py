"""The page of the system administrator: whether everything runs, and how many wait; owns no rule and no row."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import signed_in
from config.schedule import JOBS
from feedback.waiting import pool_for
from jobs.health import rhythms, tasks_failed, workers_alive
from search.health import health

NAMES: dict[str, Promise] = {
    "feedback.release": _("Look at the pool, and release what is due"),
    "feedback.refill": _("Let the buckets against floods fill again"),
    "feedback.clock": _("Let days pass for problems, wind clocks, and let what is late rise"),
    "feedback.alike": _("Propose groups of reports that look alike"),
    "feedback.forget": _("Delete words whose time is over"),
    "digests.keep_up": _("Build what the digests lack"),
    "digests.deliver": _("Send released digests by e-mail"),
    "tolerance.finalise": _("Make cases final whose time for review is over"),
    "search.compact": _("Build the search index anew"),
    "jobs.tidy": _("Delete finished tasks"),
}


@login_required
@require_GET
def operation(request: HttpRequest) -> HttpResponse:
    """Show the pool, the worker, the schedule and the index: counts and days alone."""
    pool = pool_for(signed_in(request), today=timezone.localdate())
    context: dict[str, Any] = {
        "pool": pool,
        "batch": settings.POOL_BATCH,
        "days": settings.POOL_DAYS,
        "workers": workers_alive(),
        "failed": tasks_failed(),
        "rhythms": [(NAMES.get(each.name, each.name), each) for each in rhythms(JOBS)],
        "index": health(),
    }
    return render(request, "operation.html", context)
