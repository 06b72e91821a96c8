"""The demo's problems and what became of them, told by the services of the anonymous channel."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

from django.utils import timezone

from accounts.models import Unit, User
from config.demo import days
from config.demo.texts import day, read
from feedback.models import Problem, Report
from feedback.services.problems import assign_problem, keep_problem, name_cause, publish_problem
from feedback.services.remedies import implement_remedy, known_workday, promise_remedy
from feedback.services.supervising import supervise_problem
from feedback.services.triage import answer_report, decline_report, join_report, open_problem
from feedback.workflow import move

# Reports released later still wait in the inbox, so that a visitor has something to do.
JOINED_UNTIL = date(2026, 10, 1)
# Steps that reporters or the clock take: nobody with an account does.
UNSIGNED = {
    "confirm": "confirmed",
    "reopen": "reopened",
    "watch": "watched",
    "settle": "settled",
    "rebound": "rebounded",
}


def _coming_workday() -> date:
    coming = timezone.localdate() + timedelta(days=1)
    while known_workday(coming) is False:
        coming += timedelta(days=1)
    return coming


class Story:
    """One problem on its way; every step is taken by the service and then set back to its day."""

    def __init__(self, told: dict[str, Any], units: dict[str, Unit], staff: dict[str, User]) -> None:
        """Remember what is told, and who acts in it."""
        self._told, self._units = told, units
        self._handler = staff[told.get("handler", "handler")]
        self._leader = staff[told.get("leader", "leader")]
        self._superior = staff["superior"]

    def tell(self, reports: list[Report]) -> None:
        """Open the problem from the first of `reports`, and let everything else follow in the order of its days."""
        first, *later = reports
        opened = day(self._told["opened"])
        problem = self._open(first, opened)
        joining = [report for report in later if report.released_on <= JOINED_UNTIL]
        happenings: list[tuple[date, Callable[[], None]]] = [
            (max(report.released_on, opened), partial(self._join, problem, report, opened)) for report in joining
        ]
        happenings += [(day(step["on"]), partial(self._take, problem, step)) for step in self._told["steps"]]
        for _on, happen in sorted(happenings, key=itemgetter(0)):
            happen()

    def _open(self, report: Report, on: date) -> Problem:
        facts = {name: self._told[name] for name in ("title", "statement", "asked_by")}
        problem = open_problem(report=report, category=report.category, actor=self._handler, **facts)
        if cause := self._told.get("cause"):
            name_cause(problem=problem, cause=cause, actor=self._handler)
        if self._told["published"]:
            publish_problem(problem=problem, actor=self._handler)
        days.set_back_problem(problem, on, opened=True)
        return problem

    def _join(self, problem: Problem, report: Report, opened: date) -> None:
        join_report(report=report, problem=problem, actor=self._handler)
        days.set_back_joining(problem, max(report.released_on, opened))

    def _take(self, problem: Problem, step: dict[str, str]) -> None:
        on, act = day(step["on"]), step["act"]
        if act == "assign":
            assign_problem(problem=problem, owner_unit=self._units[step["unit"]], actor=self._handler)
        elif act == "promise":
            self._promise(problem, step, on)
        elif act == "supervise":
            made = supervise_problem(
                problem=problem, words=step["words"], due_on=_coming_workday(), actor=self._superior
            )
            days.set_back_supervision(made, on, day(step["due"]))
            return
        elif act == "implement":
            first = problem.remedies.filter(implemented_on__isnull=True).earliest("due_on")
            implement_remedy(remedy=first, actor=self._leader)
            problem.refresh_from_db()
        elif act == "keep":
            keep_problem(problem=problem, reason=step["reason"], actor=self._leader)
        else:
            move(problem, UNSIGNED[act], actor=None)
        days.set_back_problem(problem, on)

    def _promise(self, problem: Problem, step: dict[str, Any], on: date) -> None:
        remedy = promise_remedy(
            problem=problem,
            kind=step["kind"],
            what=step["what"],
            owner_unit=self._units[step["unit"]],
            due_on=_coming_workday(),
            actor=self._leader,
            **dict(zip(("saves_low", "saves_high"), step.get("saves", ()), strict=False)),
        )
        days.set_back_promise(remedy, on, day(step["due"]))


def _told_about(starts: str) -> Report:
    return Report.objects.get(words__startswith=starts)


def _handler_of(report: Report, staff: dict[str, User]) -> User:
    names = {"河湾镇": "hewan", "城东街道": "chengdong"}
    return staff[names.get(report.receiving_unit.name, "handler")]


def load_problems(reports: dict[str, list[Report]], units: dict[str, Unit], staff: dict[str, User]) -> None:
    """Bring in all problems, answers and refusals."""
    data = read("problems")
    for told in data["problems"]:
        Story(told, units, staff).tell(reports[told["key"]])
    for answer in data["answers"]:
        report = _told_about(answer["starts"])
        answer_report(report=report, text=answer["text"], actor=_handler_of(report, staff))
        days.set_back_answer(report, day(answer["on"]))
    for refusal in data["declined"]:
        report = _told_about(refusal["starts"])
        actor = _handler_of(report, staff)
        decline_report(report=report, reason=refusal["reason"], channel=refusal["channel"], actor=actor)
