from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from feedback import access
from feedback.models import Merge, Problem, Report
from feedback.services.regrouping import merge_problem, split_problem, undo_merge
from feedback.services.triage import leave_problem
from feedback.views.regroup_forms import CANDIDATES
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report

APART = {"title": "巡塘照片过多", "statement": "每次都要拍照上传。", "category": "B07", "asked_by": ""}


def joined(to: Problem, count: int = 2, **fields: Any) -> list[Report]:
    return [report(to.unit, f"第{number}份：巡塘照片传不上去。", state="triaged", problem=to, **fields)
            for number in range(count)]  # fmt: skip


def acts(subject: Problem) -> list[tuple[str, str]]:
    return list(subject.events.values_list("act", "detail"))


def test_merge_moves_the_reports_and_both_histories_say_so(organisation: Organisation, cast: Cast) -> None:
    away, stays = problem(organisation.county, "甲"), problem(organisation.county, "乙")
    rows = joined(away)
    merge_problem(problem=away, into=stays, actor=cast.handler)
    assert set(stays.reports.all()) == set(rows)
    assert (acts(away), acts(stays)) == ([("merged", "乙")], [("merged", "甲")])
    assert list(access.problems_for(cast.handler)) == [stays]
    assert list(AuditEntry.objects.values_list("act", "actor")) == [("problem.merge", "handler")]


def test_undo_gives_back_what_is_still_there(organisation: Organisation, cast: Cast) -> None:
    away, stays = problem(organisation.county, "甲"), problem(organisation.county, "乙")
    (first, second), own = joined(away), joined(stays, 1)
    merge_problem(problem=away, into=stays, actor=cast.handler)
    second.refresh_from_db()
    leave_problem(report=second, actor=cast.handler)
    undo_merge(problem=away, actor=cast.handler)
    assert (list(away.reports.all()), list(stays.reports.all())) == ([first], own)
    assert acts(away)[-1] == ("unmerged", "乙")
    assert set(access.problems_for(cast.handler)) == {away, stays}
    with pytest.raises(StateConflict):
        undo_merge(problem=away, actor=cast.handler)


def test_merging_on_leaves_no_chain(organisation: Organisation, cast: Cast) -> None:
    first, second, third = (problem(organisation.county, title) for title in "甲乙丙")
    rows = joined(first)
    merge_problem(problem=first, into=second, actor=cast.handler)
    merge_problem(problem=second, into=third, actor=cast.handler)
    assert set(Merge.objects.values_list("into", flat=True)) == {third.pk}
    undo_merge(problem=second, actor=cast.handler)
    assert (set(second.reports.all()), set(third.reports.all())) == (set(), set(rows))
    undo_merge(problem=first, actor=cast.handler)
    assert set(first.reports.all()) == set(rows)


@pytest.mark.parametrize("fields", [{"state": "implemented"}, {"state": "settled"}])
def test_what_reporters_judge_is_not_merged_away(
    organisation: Organisation, cast: Cast, fields: dict[str, Any]
) -> None:
    away, stays = problem(organisation.county, "甲", **fields), problem(organisation.county, "乙")
    with pytest.raises(StateConflict):
        merge_problem(problem=away, into=stays, actor=cast.handler)
    assert not Merge.objects.exists()


def test_merging_into_itself_or_a_settled_one_is_refused(organisation: Organisation, cast: Cast) -> None:
    away, settled = problem(organisation.county, "甲"), problem(organisation.county, "乙", state="settled")
    for into in (away, settled):
        with pytest.raises(StateConflict):
            merge_problem(problem=away, into=into, actor=cast.handler)


def test_only_those_who_serve_both_units_merge(organisation: Organisation, cast: Cast) -> None:
    away, stays = problem(organisation.county, "甲"), problem(organisation.other_town, "乙")
    for actor in (cast.handler, cast.outsider, cast.leader, cast.superior, cast.system_admin):
        with pytest.raises(PermissionDenied):
            merge_problem(problem=away, into=stays, actor=actor)


def test_the_database_refuses_to_hide_what_is_judged(organisation: Organisation) -> None:
    stays = problem(organisation.county, "乙")
    with pytest.raises(IntegrityError), transaction.atomic():
        problem(organisation.county, "甲", state="implemented", merged_into=stays)


def test_split_makes_a_problem_of_its_own(organisation: Organisation, cast: Cast) -> None:
    whole = problem(organisation.county, "甲")
    first, second = joined(whole)
    made = split_problem(problem=whole, reports=[second], actor=cast.handler, **APART)
    assert (list(whole.reports.all()), list(made.reports.all())) == ([first], [second])
    assert acts(whole) == [("split", "")]
    assert acts(made) == [("opened", ""), ("split", "甲")]
    merge_problem(problem=made, into=whole, actor=cast.handler)
    assert set(whole.reports.all()) == {first, second}


def test_split_keeps_one_and_takes_no_words_and_no_foreign_report(organisation: Organisation, cast: Cast) -> None:
    whole = problem(organisation.county, "甲")
    rows = joined(whole)
    with pytest.raises(ValidationError):
        split_problem(problem=whole, reports=rows, actor=cast.handler, **APART)
    long = report(organisation.county, "巡塘照片一天要传四次而且还要定位水印。", state="triaged", problem=whole)
    with pytest.raises(ValidationError):
        split_problem(problem=whole, reports=[long], actor=cast.handler, **{**APART, "statement": long.words})
    with pytest.raises(StateConflict):
        split_problem(problem=whole, reports=[report(organisation.county)], actor=cast.handler, **APART)
    with pytest.raises(PermissionDenied):
        split_problem(problem=whole, reports=rows[:1], actor=cast.outsider, **APART)
    assert Problem.objects.count() == 1


def test_the_page_merges_undoes_and_splits(organisation: Organisation, cast: Cast, client: Client) -> None:
    away, stays = problem(organisation.county, "甲事"), problem(organisation.county, "乙事")
    rows = joined(away)
    client.force_login(cast.handler)
    answer = client.post(reverse("problem_merge", args=[away.pk]), {"merge-into": str(stays.pk)}, follow=True)
    assert list(answer.context["merged"]) == [away]
    assert client.get(reverse("problem_detail", args=[away.pk])).status_code == 404
    answer = client.post(reverse("problem_unmerge", args=[stays.pk, away.pk]), follow=True)
    assert list(answer.context["merged"]) == []
    sent = {f"split-{name}": value for name, value in APART.items()}
    refused = client.post(reverse("problem_split", args=[away.pk]), sent)
    assert (refused.status_code, refused.context["split"].errors.keys()) == (422, {"reports"})
    client.post(reverse("problem_split", args=[away.pk]), {**sent, "split-reports": [str(rows[0].pk)]})
    assert list(Problem.objects.get(title=APART["title"]).reports.all()) == [rows[0]]
    missing = client.post(reverse("problem_merge", args=[away.pk]), {})
    assert (missing.status_code, missing.context["merge"].errors.keys()) == (422, {"into"})


def test_problems_to_merge_into_are_the_likest_first_and_found_by_their_words(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    away = problem(organisation.county, "防溺水日报天天报", statement="没人下水也要报巡塘次数。")
    like = problem(organisation.county, "防溺水周报重复", statement="巡塘次数每周再报一次。")
    others = [problem(organisation.county, f"食堂第{number}件事") for number in range(CANDIDATES + 1)]
    client.force_login(cast.handler)
    address = reverse("problem_detail", args=[away.pk])
    offered = client.get(address).context["merge"].fields["into"].choices
    assert offered[0][0] == str(like.pk)
    assert "都涉及：防溺水" in offered[0][1]
    assert len(offered) == CANDIDATES
    missing = next(row for row in others if str(row.pk) not in dict(offered))
    page = client.get(f"{address}?state=open&find={missing.title}").content.decode()
    assert '<input type="hidden" name="state" value="open">' in page
    assert f"{missing.title} · 待派单" in page
    assert like.title not in page.partition('id="candidates"')[2].partition("</form>")[0]
    merged = client.post(reverse("problem_merge", args=[away.pk]), {"merge-into": str(missing.pk)}, follow=True)
    assert list(merged.context["merged"]) == [away]
    nothing = client.get(f"{reverse('problem_detail', args=[like.pk])}?find=没有这样%00的词")
    assert "可并入的问题中没有包含这些词的" in nothing.content.decode()
    assert nothing.context["find"] == "没有这样的词"


def test_a_leader_is_offered_neither(organisation: Organisation, cast: Cast, client: Client) -> None:
    whole = problem(organisation.county, "甲事")
    joined(whole)
    client.force_login(cast.leader)
    answer = client.get(reverse("problem_detail", args=[whole.pk]))
    assert (answer.context["merge"], answer.context["split"]) == (None, None)
