"""Thirty invented cases from filing to end by the services: each ends as its facts demand, and all are counted.

`thirty.json` tells what was found; what that allows and how it is counted is worked out here by hand.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from accounts.models import Membership, User
from tests.cast import Cast, Organisation
from tests.tolerance.walk import complete, matter, reviewers
from tolerance import services
from tolerance.bodies import PANEL
from tolerance.judging import Answer, allowance_of
from tolerance.models import Case
from tolerance.selectors import figures
from tolerance.services.panel import Ruling
from tolerance.services.precedents import Lesson

TOLD = json.loads((Path(__file__).parent / "thirty.json").read_text(encoding="utf-8"))
FILED, FINAL = date(2026, 3, 2), date(2026, 4, 3)
# Counted by hand on the list of the thirty.
ENDS = {
    "waive": 11, "mitigate": 4, "lighten": 4, "not_tolerated": 6, "not_accepted": 2, "transferred": 2, "withdrawn": 1,
}  # fmt: skip
SITUATIONS = {"S01": 2, "S02": 2, "S03": 9, "S04": 2, "S05": 2, "S06": 2, "S07": 3, "S08": 2, "S09": 1, "S10": 1}
AGAINST = {"X01": 2, "R01": 2, "R02": 1, "R03": 1, "R06": 1, "X05": 1, "X06": 1, "X08": 1}


class Office:
    """The people before whom the thirty come, and what they do with each."""

    def __init__(self, organisation: Organisation, cast: Cast) -> None:
        self.organisation, self.cast = organisation, cast
        self.others = reviewers(organisation)
        self.second_lead = User.objects.create_user("leader2", name="Leader2")
        Membership.objects.create(user=self.second_lead, unit=organisation.county, role="leader")

    def run(self, told: dict[str, Any]) -> Case:
        """File one case and take it to its end."""
        cast = self.cast
        changes = {"title": told["title"], "date_of_act": date.fromisoformat(told["date_of_act"])}
        what = matter(self.organisation, **changes, situations=tuple(told["situations"]))
        case = services.file_case(actor=cast.applicant, matter=what, submit=True, on=FILED)
        if told["end"] == "withdrawn":
            services.withdraw_case(actor=cast.applicant, case=case, on=FILED)
        elif told["end"] == "transferred":
            services.transfer_case(actor=cast.intake, case=case, reason="涉嫌违纪，移送纪检监察机关。", on=FILED)
        elif told["end"] == "not_accepted":
            services.decline_case(actor=cast.intake, case=case, reason="不属本县受理范围。", on=FILED)
        else:
            self.judge(case, told)
            getattr(self, f"then_{told['then'].partition('_')[0]}")(case, told)
        return Case.objects.get(pk=case.pk)

    def judge(self, case: Case, told: dict[str, Any]) -> None:
        """Verify, convene and decide as the findings allow: no outcome may need a departure."""
        cast = self.cast
        services.accept_case(actor=cast.intake, case=case, on=FILED)
        verifiers, members = [cast.verifier, cast.second_verifier], [cast.panel_member, cast.second_panel_member]
        services.appoint_verifiers(actor=cast.secretary, case=case, verifiers=verifiers, on=FILED)
        complete(case, verifiers, **told["findings"])
        services.complete_verification(actor=cast.verifier, case=case, on=FILED)
        services.convene_panel(actor=cast.chair, case=case, members=members, on=FILED)
        complete(case, [cast.chair, *members], told["end"], **told["findings"])
        found = allowance_of(Case.objects.get(pk=case.pk), PANEL)
        assert (found.answer is Answer.YES) == (not told["findings"]), told["title"]
        assert set(found.against) | set(found.unsettled) == set(told["findings"])
        corrects = "补齐登记，完善制度。" if told["then"] == "correct" else ""
        ruling = Ruling(told["end"], "decision", "理由见逐项认定。", rectification=corrects)
        services.decide(actor=cast.chair, case=case, ruling=ruling, on=FILED)
        services.notify(actor=cast.secretary, case=case, on=FILED)

    def then_final(self, case: Case, told: dict[str, Any], on: date = FINAL) -> None:
        """Let the time for review pass."""
        services.finalise_due_cases(on=on)
        case.refresh_from_db()

    def then_close(self, case: Case, told: dict[str, Any]) -> None:
        """Archive the final case."""
        self.then_final(case, told)
        services.close_case(actor=self.cast.secretary, case=case, on=FINAL)

    def then_correct(self, case: Case, told: dict[str, Any]) -> None:
        """Order, report and check the correction, then archive."""
        cast = self.cast
        services.order_correction(actor=cast.secretary, case=case, what=case.rectification, on=FILED)
        services.report_correction(actor=cast.applicant, case=case, report="已补齐。", on=FILED)
        services.follow_up(actor=cast.verifier, case=case, result="属实。", on=FILED)
        self.then_close(case, told)

    def then_clear(self, case: Case, told: dict[str, Any]) -> None:
        """Clear the name."""
        self.then_final(case, told)
        words = "反映收礼一事查无实据。"
        services.clear_name(actor=self.cast.leader, case=case, words=words, scope="face", agreed=True, on=FINAL)

    def then_publish(self, case: Case, told: dict[str, Any]) -> None:
        """Publish the lesson."""
        self.then_final(case, told)
        lesson = Lesson(told["title"], "试点没有达到预期。", "程序完备，集体决策。", "先小范围试种。")
        precedent = services.write_precedent(actor=self.cast.leader, case=case, lesson=lesson, on=FINAL)
        services.agree_to_precedent(actor=self.cast.applicant, precedent=precedent, on=FINAL)
        services.publish_precedent(actor=self.second_lead, case=case, on=FINAL)

    def then_review(self, case: Case, told: dict[str, Any]) -> None:
        """Have the case reviewed by others, who change the outcome or keep it."""
        cast, outcome = self.cast, "waive" if told["then"] == "review_waive" else case.outcome
        services.request_review(actor=cast.applicant, case=case, reason="另有证据。", on=FILED)
        services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=self.others, on=FILED)
        complete(case, self.others, outcome, **told["findings"])
        services.decide_review(actor=self.others[0], case=case, outcome=outcome, reason="复核意见。", on=FILED)
        self.then_final(case, told)

    def then_appeal(self, case: Case, told: dict[str, Any]) -> None:
        """Take the case to the level above after a review that keeps the outcome."""
        cast = self.cast
        services.request_review(actor=cast.applicant, case=case, reason="不服。", on=FILED)
        services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=self.others, on=FILED)
        complete(case, self.others, case.outcome, **told["findings"])
        services.decide_review(actor=self.others[0], case=case, outcome=case.outcome, reason="维持。", on=FILED)
        services.appeal(actor=cast.applicant, case=case, reason="仍不服。", on=FILED)
        services.decide_appeal(actor=cast.leader, case=case, reason="维持。", on=FILED)
        self.then_final(case, told)


STATES = {
    "final": "final", "close": "closed", "correct": "closed", "clear": "clarified", "publish": "published",
    "review": "final", "appeal": "final",
}  # fmt: skip


def test_thirty_cases_end_as_their_facts_demand_and_are_counted(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    office = Office(organisation, cast)
    ended = [(told, office.run(told)) for told in TOLD]
    for told, case in ended:
        if told["then"]:
            assert case.state == STATES[told["then"].partition("_")[0]], told["title"]
            assert (case.first_outcome or case.outcome, case.departure) == (told["end"], "")
        else:
            assert case.state == told["end"]
    changed = [case.outcome for _told, case in ended if case.first_outcome not in {"", case.outcome}]
    assert changed == ["waive"]
    counted = figures(organisation.county, FILED, FINAL)
    # The review turned one of those mitigated into one that is waived.
    outcomes = {name: ENDS[name] for name in ("waive", "mitigate", "lighten", "not_tolerated")}
    outcomes |= {"waive": ENDS["waive"] + 1, "mitigate": ENDS["mitigate"] - 1}
    assert dict(counted.outcomes) == outcomes
    assert (counted.filed, counted.accepted, counted.decided) == (30, 25, 25)
    assert dict(counted.situations) == SITUATIONS
    assert dict(counted.against) == AGAINST
    assert (counted.in_progress, counted.late) == (0, 0)
