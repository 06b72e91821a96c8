import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AuditEntry
from feedback.models import Problem, Report
from feedback.services.triage import answer_report, decline_report, join_report, leave_problem, open_problem
from feedback.workflow import StateConflict
from search.models import DirtyMark
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report

WORDS = "每个周五都要连夜把同一张台账分别报给民政、农业、应急三家，格式还都不一样。"


def acts() -> list[str]:
    return list(AuditEntry.objects.values_list("act", flat=True))


def marks() -> set[tuple[str, str]]:
    return set(DirtyMark.objects.values_list("kind", "key"))


def test_answer_report_takes_the_next_place_in_the_thread(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.county)
    subject.messages.create(position=1, text="补充：上周又来一张。", on=subject.released_on)
    message = answer_report(report=subject, text="已联系三个科室。", actor=cast.handler)
    assert (message.position, message.author, message.text) == (2, cast.handler, "已联系三个科室。")
    assert acts() == ["report.answer"]
    assert marks() == {("message", str(subject.pk))}


def test_answer_report_is_refused_to_everyone_else(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.county)
    for actor in (cast.leader, cast.superior, cast.outsider, cast.system_admin):
        with pytest.raises(PermissionDenied):
            answer_report(report=subject, text="好的。", actor=actor)
    assert acts() == []


def test_decline_report_keeps_reason_and_channel(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.county)
    decline_report(report=subject, reason="属于工资争议。", channel=Report.Channel.LABOUR, actor=cast.handler)
    subject.refresh_from_db()
    assert (subject.state, subject.decline_reason, subject.decline_channel) == ("declined", "属于工资争议。", "12333")
    assert acts() == ["report.decline"]
    with pytest.raises(StateConflict):
        decline_report(report=subject, reason="再来一次。", channel="none", actor=cast.handler)


def test_open_problem_restates_and_joins(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.county, WORDS, asked_by_unit=organisation.bureau)
    found = open_problem(
        report=subject, title="周五台账多头报送", statement="三个部门各要一份。", category="B04", asked_by="县民政局",
        actor=cast.handler,
    )  # fmt: skip
    subject.refresh_from_db()
    assert (subject.state, subject.problem) == ("triaged", found)
    assert (found.unit, found.asked_by_unit, found.state) == (organisation.county, organisation.bureau, "open")
    assert list(found.events.values_list("act", flat=True)) == ["opened", "joined"]
    assert acts() == ["problem.open", "report.join"]
    assert marks() == {("report", str(subject.pk)), ("problem", str(found.pk))}


def test_open_problem_refuses_the_reporters_own_words(organisation: Organisation, cast: Cast) -> None:
    subject = report(organisation.county, WORDS)
    with pytest.raises(ValidationError) as caught:
        open_problem(
            report=subject, title="台账", statement=f"反映：{WORDS}", category="B04", asked_by="", actor=cast.handler
        )
    assert list(caught.value.message_dict) == ["statement"]
    assert not Problem.objects.exists()


def test_join_and_leave_lose_nothing(organisation: Organisation, cast: Cast) -> None:
    subject, target = report(organisation.county), problem(organisation.county)
    join_report(report=subject, problem=target, actor=cast.handler)
    assert list(target.reports.all()) == [subject]
    leave_problem(report=subject, actor=cast.handler)
    subject.refresh_from_db()
    assert (subject.state, subject.problem) == ("released", None)
    assert list(target.events.values_list("act", "detail")) == [("joined", ""), ("left", "")]


def test_join_report_refuses_a_problem_out_of_reach(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        join_report(report=report(organisation.county), problem=problem(organisation.town), actor=cast.handler)
