"""No text of a case takes a code in: with a receipt in it, whoever reads the case could look the report up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from feedback import receipts
from tests.cast import Cast, Organisation
from tests.tolerance.services.test_prefiling import planned
from tests.tolerance.walk import case_in, matter
from tolerance import services
from tolerance.services.effects import Told
from tolerance.services.findings import Verdict
from tolerance.services.precedents import Lesson
from tolerance.services.prefiling import file_in_advance
from tolerance.services.steps import HOLDS_CODE

DAY = date(2026, 3, 3)


def test_no_text_of_a_case_takes_a_code_in(organisation: Organisation, cast: Cast) -> None:
    case, words = case_in("verifying", organisation, cast), f"见 {receipts.new().lower()}。"
    own, lead, secretary, verifier = cast.applicant, cast.leader, cast.secretary, cast.verifier
    found, told = {"R01": Verdict("met", words)}, Told(words, ("annual",), DAY)
    acts: dict[str, Callable[[], object]] = {
        "statement": lambda: services.add_statement(actor=own, case=case, words=words),
        "review": lambda: services.request_review(actor=own, case=case, reason=words),
        "appeal": lambda: services.appeal(actor=own, case=case, reason=words),
        "correction": lambda: services.order_correction(actor=secretary, case=case, what=words),
        "suspension": lambda: services.suspend_case(actor=lead, case=case, reason=words),
        "objection": lambda: services.object_to(actor=own, case=case, person=verifier, ground=words),
        "finding": lambda: services.record_findings(actor=verifier, case=case, verdicts=found),
        "opinion": lambda: services.cast_vote(actor=cast.chair, case=case, outcome="waive", opinion=words),
        "more time": lambda: services.ask_extension(actor=verifier, case=case, phase="verifying", days=1, reason=words),
        "notice": lambda: services.send_effect_notice(actor=secretary, case=case, told=told),
        "lesson": lambda: services.write_precedent(actor=lead, case=case, lesson=Lesson("题", words, "理", "得")),
        "filing in advance": lambda: file_in_advance(actor=own, planned=replace(planned(organisation), plan=words)),
        "filing": lambda: services.file_case(actor=own, matter=matter(organisation, concerned=words)),
    }
    for name, act in acts.items():
        with pytest.raises(services.RefusedError) as refusal:
            act()
        assert str(refusal.value) == str(HOLDS_CODE), name
