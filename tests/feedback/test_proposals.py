from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Unit
from feedback.alike import propose_alike
from feedback.models import Problem, Proposal, Report
from feedback.services.proposals import (
    accept_into_known,
    accept_into_new,
    dismiss_proposal,
    propose_groups,
    restore_proposal,
)
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report

TODAY = date(2026, 8, 10)
FIRST = "每天下午四点前要报防溺水日报，下雨没人也要报巡塘次数和劝离人数。"
SECOND = "巡塘一天四遍，救生圈数量每周都一样，防溺水周报还要重填。"
SECRET = "沙田镇的防溺水日报也是每天巡塘四遍。"
RESTATED = {"title": "防溺水报表过密", "statement": "日报与周报内容重复。", "category": "B03", "asked_by": "县教育局"}


def two(unit: Unit, **fields: Any) -> list[Report]:
    return [report(unit, FIRST, task="防溺水日报", **fields), report(unit, SECOND, task="防溺水周报", **fields)]


def proposed(organisation: Organisation) -> tuple[Proposal, list[Report]]:
    rows = two(organisation.county)
    propose_groups(today=TODAY)
    return Proposal.objects.get(), rows


def members(row: Proposal) -> set[Report]:
    return set(row.reports.all())


def test_propose_groups_gives_each_unit_its_own_reports_alone(organisation: Organisation) -> None:
    county, town = two(organisation.county), two(organisation.town)
    report(organisation.county, "食堂改革以后晚上没有饭吃。", category="B99")
    report(organisation.other_town, SECRET)
    assert propose_groups(today=TODAY) == 2
    assert {row.unit: members(row) for row in Proposal.objects.all()} == {
        organisation.county: set(county),
        organisation.town: set(town),
    }


def test_propose_groups_looks_at_waiting_reports_of_the_window_alone(organisation: Organisation) -> None:
    two(organisation.county, state="triaged")
    two(organisation.county, released_on=date(2025, 8, 3))
    assert propose_groups(today=TODAY) == 0


def test_propose_groups_twice_is_like_once(organisation: Organisation) -> None:
    two(organisation.county)
    assert [propose_groups(today=TODAY) for _night in range(2)] == [1, 1]
    assert Proposal.objects.count() == 1


def test_what_was_dismissed_is_not_proposed_again_unless_others_join(organisation: Organisation, cast: Cast) -> None:
    row, _reports = proposed(organisation)
    dismiss_proposal(proposal=row, actor=cast.handler)
    assert propose_groups(today=TODAY) == 0
    report(organisation.county, "防溺水巡塘报表天天报，救生圈个数也要报。", task="防溺水日报")
    assert propose_groups(today=TODAY) == 1
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["proposal.dismiss"]
    with pytest.raises(StateConflict):
        dismiss_proposal(proposal=row, actor=cast.handler)


def test_what_was_dismissed_is_found_again_and_taken_back(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row, _reports = proposed(organisation)
    client.force_login(cast.handler)
    address = reverse("proposal_detail", args=[row.pk])
    client.get(address)
    client.post(reverse("proposal_dismiss", args=[row.pk]))
    assert client.get(reverse("proposals")).context["proposals"] == []
    dismissed = client.get(reverse("proposals") + "?state=dismissed")
    assert dismissed.context["proposals"] == [row]
    assert "恢复为可能是同一问题" in client.get(address).content.decode()
    assert client.post(reverse("proposal_restore", args=[row.pk])).status_code == 302
    assert client.get(reverse("proposals")).context["proposals"] == [row]
    with pytest.raises(StateConflict):
        restore_proposal(proposal=row, actor=cast.handler)
    with pytest.raises(PermissionDenied):
        restore_proposal(proposal=row, actor=cast.outsider)
    acts = AuditEntry.objects.order_by("number").values_list("act", flat=True)
    # Whoever looks at an open group reads the words of both its reports.
    assert list(acts) == ["report.open", "report.open", "proposal.dismiss", "proposal.restore"]


def test_accept_into_new_restates_and_joins_those_chosen(organisation: Organisation, cast: Cast) -> None:
    row, (first, second) = proposed(organisation)
    made = accept_into_new(proposal=row, reports=[first, second], actor=cast.handler, **RESTATED)
    assert set(made.reports.all()) == {first, second}
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("accepted", cast.handler)
    acts = AuditEntry.objects.values_list("act", flat=True)
    assert list(acts) == ["problem.open", "report.join", "report.join", "proposal.accept"]


def test_accept_into_new_refuses_the_words_of_any_of_them(organisation: Organisation, cast: Cast) -> None:
    row, reports = proposed(organisation)
    with pytest.raises(ValidationError):
        accept_into_new(proposal=row, reports=reports, actor=cast.handler, **{**RESTATED, "statement": SECOND})
    assert not Problem.objects.exists()
    row.refresh_from_db()
    assert row.state == "open"


def test_accept_into_known_joins_them(organisation: Organisation, cast: Cast) -> None:
    row, (first, second) = proposed(organisation)
    known = problem(organisation.county)
    accept_into_known(proposal=row, reports=[second], problem=known, actor=cast.handler)
    first.refresh_from_db()
    assert list(known.reports.all()) == [second]
    assert first.state == "released"


def test_nobody_else_decides_and_no_foreign_report_slips_in(organisation: Organisation, cast: Cast) -> None:
    row, reports = proposed(organisation)
    foreign = report(organisation.other_town, SECRET)
    known = problem(organisation.county)
    for actor in (cast.outsider, cast.leader, cast.superior, cast.system_admin):
        with pytest.raises(PermissionDenied):
            dismiss_proposal(proposal=row, actor=actor)
        with pytest.raises(PermissionDenied):
            accept_into_known(proposal=row, reports=reports, problem=known, actor=actor)
    with pytest.raises(PermissionDenied):
        accept_into_known(proposal=row, reports=[*reports, foreign], problem=known, actor=cast.handler)
    with pytest.raises(PermissionDenied):
        accept_into_known(proposal=row, reports=[], problem=known, actor=cast.handler)
    assert not known.reports.exists()


def test_a_decision_has_somebody_behind_it(organisation: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(unit=organisation.county, percent=50, made_on=TODAY, state="dismissed")


def test_pages_show_readable_words_alone(organisation: Organisation, cast: Cast, client: Client) -> None:
    row, reports = proposed(organisation)
    row.reports.add(report(organisation.other_town, SECRET))
    # A handler who works below the office complained of must not read about it.
    row.reports.add(report(organisation.bureau, "防溺水日报由县里要", asked_by_unit=organisation.county))
    client.force_login(cast.handler)
    pages = [client.get(address).content.decode() for address in (
        reverse("proposals"), reverse("proposal_detail", args=[row.pk]),
    )]  # fmt: skip
    assert "2 条反映件" in pages[0] or "2 reports" in pages[0] or ">2" in pages[0]
    assert all(words.words[:20] in pages[1] for words in reports)
    assert not any(SECRET[:8] in page or "由县里要" in page for page in pages)


def test_a_group_of_which_one_alone_may_be_read_is_not_listed(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row, reports = proposed(organisation)
    row.reports.remove(reports[0])
    client.force_login(cast.handler)
    assert client.get(reverse("proposals")).context["proposals"] == []


def test_restating_on_the_page_opens_the_problem(organisation: Organisation, cast: Cast, client: Client) -> None:
    row, reports = proposed(organisation)
    client.force_login(cast.handler)
    sent = {f"restate-{name}": value for name, value in RESTATED.items()}
    refused = client.post(reverse("proposal_restate", args=[row.pk]), sent)
    assert refused.status_code == 422
    assert refused.context["restate"].errors.keys() == {"reports"}
    assert RESTATED["statement"] in refused.content.decode()
    chosen = {**sent, "restate-reports": [str(each.pk) for each in reports]}
    assert client.post(reverse("proposal_restate", args=[row.pk]), chosen).status_code == 302
    assert Problem.objects.get().reports.count() == 2
    again = client.get(reverse("proposal_detail", args=[row.pk]))
    assert again.context["members"] == []


def test_joining_and_dismissing_on_the_page(organisation: Organisation, cast: Cast, client: Client) -> None:
    row, reports = proposed(organisation)
    known = problem(organisation.county, "防溺水报表重复")
    client.force_login(cast.handler)
    address = reverse("proposal_detail", args=[row.pk])
    assert known.title in client.get(f"{address}?find=报表").content.decode()
    assert known.title not in client.get(f"{address}?find=食堂").content.decode()
    chosen = {"join-reports": [str(reports[0].pk)], "join-problem": str(known.pk)}
    assert client.post(reverse("proposal_join", args=[row.pk]), chosen).status_code == 302
    assert list(known.reports.all()) == [reports[0]]
    assert client.post(reverse("proposal_dismiss", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.state == "accepted"


def test_the_nightly_task_proposes(organisation: Organisation) -> None:
    propose_alike.call()
    assert not Proposal.objects.exists()
