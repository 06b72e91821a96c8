"""The demo's error-tolerance cases, brought to their states by the services, as their people would."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from accounts.models import Unit, User
from config.demo.texts import day, read
from tolerance import services
from tolerance.judging import criteria_of
from tolerance.models import Case, Criterion
from tolerance.services.findings import Verdict
from tolerance.services.panel import Ruling
from tolerance.services.precedents import Lesson

# Days from filing to each step on the usual way.
WAY = {"accepted": 3, "verifying": 7, "verified": 20, "deliberating": 27, "decided": 34, "notified": 37}
VERIFIERS, MEMBERS = ("verifier", "verifier2"), ("panel", "panel2")
# The first of them has yet to find and vote: that is left to whoever tries the demo.
REVIEWERS = ("reviewer", "reviewer2", "reviewer3")


def _workaday(on: date) -> date:
    """Return `on`, or the Monday after where it falls on a weekend."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.isoweekday() > 5 else 0)  # noqa: PLR2004  # from Saturday on


class Procedure:
    """One case on its way."""

    def __init__(self, told: dict[str, Any], units: dict[str, Unit], staff: dict[str, User]) -> None:
        """Remember what is told, and who acts in it."""
        self._told, self._staff, self._filed = told, staff, day(told["filed"])
        self._applicant, self._unit = staff[told["applicant"]], units[told["unit"]]
        texts = read("cases")
        self._reasons, self._opinions = texts["reasons"], texts["opinions"]

    def run(self) -> None:
        """File the case and take it as far as it is told."""
        case = self._file()
        end = self._told["to"]
        if end == "not_accepted":
            actor, reason = self._staff["intake"], self._told["decline"]
            services.decline_case(actor=actor, case=case, reason=reason, on=self._on("accepted"))
        elif end == "withdrawn":
            services.withdraw_case(actor=self._applicant, case=case, on=self._on("accepted"))
        else:
            self._go(case, end)

    def _file(self) -> Case:
        told = self._told
        matter = services.Matter(
            title=told["title"],
            unit=self._unit,
            date_of_act=day(told["date_of_act"]),
            facts=told["facts"],
            statement=told["statement"],
            situations=tuple(told["situations"]),
        )
        return services.file_case(actor=self._applicant, matter=matter, submit=True, on=self._filed)

    def _on(self, step: str) -> date:
        return _workaday(self._filed + timedelta(days=WAY[step]))

    def _go(self, case: Case, end: str) -> None:
        steps: dict[str, Callable[[Case, date], object]] = {
            "accepted": self._accept,
            "verifying": self._appoint,
            "verified": self._verify,
            "deliberating": self._convene,
            "decided": self._decide,
            "notified": self._notify,
        }
        if end == "submitted":
            return
        for name, take in steps.items():
            take(case, self._on(name))
            if name == end:
                return
        self._end(case, end)

    def _accept(self, case: Case, on: date) -> None:
        services.accept_case(actor=self._staff["intake"], case=case, on=on)

    def _appoint(self, case: Case, on: date) -> None:
        verifiers = [self._staff[name] for name in VERIFIERS]
        services.appoint_verifiers(actor=self._staff["secretary"], case=case, verifiers=verifiers, on=on)

    def _verify(self, case: Case, on: date) -> None:
        self._find(case, VERIFIERS, on)
        services.complete_verification(actor=self._staff["verifier"], case=case, on=on)

    def _convene(self, case: Case, on: date) -> None:
        members = [self._staff[name] for name in MEMBERS]
        services.convene_panel(actor=self._staff["chair"], case=case, members=members, on=on)

    def _find(self, case: Case, names: tuple[str, ...], on: date) -> None:
        verdicts = {criterion.code: self._verdict(criterion) for criterion in criteria_of(case)}
        for name in names:
            services.record_findings(actor=self._staff[name], case=case, verdicts=verdicts, on=on)

    def _verdict(self, criterion: Criterion) -> Verdict:
        usual = "unmet" if criterion.kind == Criterion.Kind.EXCLUDING else "met"
        found = self._told.get("verdicts", {}).get(criterion.code, usual)
        if found != usual:
            return Verdict(found, self._reasons["against"])
        return Verdict(found, self._reasons.get(criterion.code) or self._reasons["S"])

    def _decide(self, case: Case, on: date) -> None:
        panel, outcome = (*MEMBERS, "chair"), self._told["outcome"]
        self._find(case, panel, on)
        for name in panel:
            member, opinion = self._staff[name], self._opinions[outcome]
            services.cast_vote(actor=member, case=case, outcome=outcome, opinion=opinion, on=on)
        ruling = Ruling(outcome, "decision", self._told["reason"], rectification=self._told.get("rectification", ""))
        services.decide(actor=self._staff["chair"], case=case, ruling=ruling, on=on)

    def _notify(self, case: Case, on: date) -> None:
        services.notify(actor=self._staff["secretary"], case=case, on=on)

    def _ask_review(self, case: Case) -> None:
        told, asked = self._told, _workaday(case.state_on + timedelta(days=7))
        services.request_review(actor=self._applicant, case=case, reason=told["review"], on=asked)
        people, on = [self._staff[name] for name in REVIEWERS], _workaday(asked + timedelta(days=1))
        services.appoint_reviewers(actor=self._staff["secretary"], case=case, reviewers=people, on=on)
        self._find(case, REVIEWERS[1:], on)
        for member in people[1:]:
            services.cast_vote(actor=member, case=case, outcome=told["review_vote"], on=on)

    def _end(self, case: Case, end: str) -> None:
        if end == "review_requested":
            self._ask_review(case)
            return
        on = _workaday(case.state_on + timedelta(days=35))
        services.finalise_due_cases(on=on)
        case.refresh_from_db()
        if end == "closed":
            services.close_case(actor=self._staff["secretary"], case=case, on=on + timedelta(days=1))
        elif end == "published":
            self._tell(case, on)

    def _tell(self, case: Case, on: date) -> None:
        """Publish the lesson a week later: one lead writes it, the person agrees, another lead checks it."""
        words, day = dict(self._told["lesson"]), on + timedelta(days=7)
        writer = self._staff[words.pop("by")]
        told = services.write_precedent(actor=writer, case=case, lesson=Lesson(**words), on=day)
        services.agree_to_precedent(actor=self._applicant, precedent=told, on=day)
        services.publish_precedent(actor=self._staff["leader"], case=case, on=day)


def load_cases(units: dict[str, Unit], staff: dict[str, User]) -> None:
    """Publish the criteria and bring in all cases in the order of their filing."""
    services.load_published_criteria()
    for told in sorted(read("cases")["cases"], key=lambda case: case["filed"]):
        Procedure(told, units, staff).run()
