"""Where a report stands, in plain words for its reporter; owns the wording, and never a state."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.following import Thread
from feedback.models import Problem, Report


@dataclass(frozen=True, slots=True)
class Standing:
    """A short label and a sentence."""

    label: Promise
    words: Promise


POOLED = Standing(
    _("Sealed, waiting"),
    _("Your report lies sealed in the pool. No handler can read it before it is released together with others."),
)
RELEASED = Standing(_("Released"), _("The handlers of the receiving unit can read your report now."))
ANSWERED = Standing(_("Answered"), _("A handler has answered; see below. You can write back."))
DECLINED = Standing(_("Not taken up"), _("The handler could not take this up. The reason is below."))
WITHDRAWN = Standing(_("Withdrawn"), _("You took this report back. Its words and messages are deleted."))
DECLINED_ONCE = Standing(_("Not taken up"), _("The handler could not take this up. The words are deleted by now."))
PROBLEM = {
    Problem.State.OPEN: Standing(
        _("Taken up"), _("A handler has put your report, without your words, as a problem to be solved.")
    ),
    Problem.State.ASSIGNED: Standing(
        _("With the unit in charge"), _("The unit that can change it has the problem now.")
    ),
    Problem.State.PROMISED: Standing(_("Promised"), _("Somebody has promised a change, with a date.")),
    Problem.State.IMPLEMENTED: Standing(
        _("Said to be done"), _("The unit says that the change is in place. Say below whether it was really fixed.")
    ),
    Problem.State.CONFIRMED: Standing(_("Confirmed"), _("Those who reported it say that it was really fixed.")),
    Problem.State.REOPENED: Standing(_("Opened again"), _("Those who reported it say that it was not fixed.")),
    Problem.State.WATCHED: Standing(_("Watched"), _("It was fixed; for 90 days it is watched whether it comes back.")),
    Problem.State.REBOUNDED: Standing(_("Came back"), _("The burden came back, and the problem is open again.")),
    Problem.State.SETTLED: Standing(_("Settled"), _("It was fixed and did not come back.")),
    Problem.State.KEPT: Standing(
        _("Stays, with the reason"), _("The task stays. The reason is published, and stands below.")
    ),
}


def standing(thread: Thread) -> Standing:
    """Return where the report of `thread` stands."""
    report = thread.report
    if report is None:
        return POOLED
    if report.state == Report.State.WITHDRAWN:
        return WITHDRAWN
    if report.state == Report.State.DECLINED:
        return DECLINED_ONCE if report.gone else DECLINED
    if report.problem:
        return PROBLEM[Problem.State(report.problem.state)]
    return ANSWERED if any(message.author_id for message in thread.messages) else RELEASED
