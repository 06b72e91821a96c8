from typing import Any

from django.test import Client
from django.urls import reverse

from feedback.models import Message, Problem, Report
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, remedy, report
from tests.feedback.test_problems import next_workday

SECRET = "沙田镇的夜班台账只有他们自己知道"


def test_inbox_lists_what_waits_for_the_units_served_alone(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    report(organisation.county, "柳塘镇每周重复报表的事情")
    report(organisation.county, "已经办结的旧事一桩", state="triaged")
    report(organisation.other_town, SECRET)
    client.force_login(cast.handler)
    page = client.get(reverse("inbox")).content.decode()
    assert "柳塘镇每周重复报表的事情" in page
    assert "已经办结的旧事一桩" not in page
    assert SECRET not in page


def test_inbox_filters_by_every_field(organisation: Organisation, cast: Cast, client: Client) -> None:
    wanted = report(organisation.county, "夜间填报", category="B07", state="triaged", released_on="2026-05-02")
    report(organisation.county, "夜间填报", category="B01", state="triaged", released_on="2026-05-02")
    report(organisation.county, "夜间填报", category="B07", state="triaged", released_on="2026-06-02")
    client.force_login(cast.handler)
    query: dict[str, Any] = {"words": "夜间 填报", "category": "B07", "state": "triaged", "until": "2026-05-31",
        "since": "2026-05-01", "unit": organisation.county.pk}  # fmt: skip
    answer = client.get(reverse("inbox"), query)
    assert (list(answer.context["page"]), answer.context["filter"].errors) == ([wanted], {})
    for state in ("released", "declined", "all"):
        assert client.get(reverse("inbox"), {"state": state}).context["filter"].errors == {}
    assert len(client.get(reverse("inbox"), {"state": "all"}).context["page"]) == 3
    assert len(client.get(reverse("inbox"), {"state": "all", "since": "morgen"}).context["page"]) == 3


def test_inbox_takes_as_many_queries_for_three_as_for_one(
    organisation: Organisation, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.handler)
    report(organisation.county)
    client.get(reverse("inbox"))
    with django_assert_max_num_queries(26) as one:
        client.get(reverse("inbox"))
    report(organisation.county)
    report(organisation.county)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("inbox"))


def test_report_detail_is_hidden_from_whom_it_is_not_for(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row = report(organisation.other_town, SECRET)
    for user, status in ((cast.handler, 404), (cast.leader, 403), (cast.superior, 403), (cast.audit_admin, 403)):
        client.force_login(user)
        answer = client.get(reverse("report_detail", args=[row.pk]))
        assert (answer.status_code, SECRET in answer.content.decode()) == (status, False)


def test_report_words_are_text_and_answers_limited_markdown(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row = report(organisation.county, "<script>alert(1)</script> **不是粗体**")
    Message.objects.create(report=row, position=1, author=cast.handler, text="**已联系** <b>x</b>", on=row.released_on)
    client.force_login(cast.handler)
    page = client.get(reverse("report_detail", args=[row.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **不是粗体**" in page
    assert "<strong>已联系</strong> &lt;b&gt;x&lt;/b&gt;" in page


def test_answer_and_decline_come_back_to_the_report_with_the_filter(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row = report(organisation.county)
    client.force_login(cast.handler)
    back = client.post(reverse("report_answer", args=[row.pk]) + "?state=all", {"answer-text": "已收到，正在核实。"})
    assert back["Location"] == reverse("report_detail", args=[row.pk]) + "?state=all"
    assert row.messages.get().text == "已收到，正在核实。"
    values = {"decline-reason": "属于个人信访。", "decline-channel": "12345"}
    client.post(reverse("report_decline", args=[row.pk]), values)
    row.refresh_from_db()
    assert (row.state, row.decline_reason) == ("declined", "属于个人信访。")


def test_refused_forms_keep_what_was_typed(organisation: Organisation, cast: Cast, client: Client) -> None:
    row = report(organisation.county, "每个周五都要连夜把同一张台账分别报给三家科室。")
    client.force_login(cast.handler)
    values = {"restate-title": "多头报送台账", "restate-statement": row.words, "restate-category": "B04"}
    answer = client.post(reverse("report_restate", args=[row.pk]), values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "多头报送台账" in page
    assert "restate" in answer.context["failed"]
    assert list(answer.context["restate"].errors) == ["statement"]
    assert not Problem.objects.exists()


def test_a_late_act_keeps_what_was_typed(organisation: Organisation, cast: Cast, client: Client) -> None:
    row = report(organisation.county, state="declined", decline_reason="另有渠道。")
    client.force_login(cast.handler)
    values = {"decline-reason": "我写的一段理由", "decline-channel": "12345"}
    answer = client.post(reverse("report_decline", args=[row.pk]), values)
    assert answer.status_code == 422
    assert "我写的一段理由" in answer.content.decode()


def test_restate_then_join_then_leave(organisation: Organisation, cast: Cast, client: Client) -> None:
    first, second = report(organisation.county), report(organisation.county)
    client.force_login(cast.handler)
    values = {"restate-title": "周报表重复", "restate-statement": "三家各要一份。", "restate-category": "B04"}
    client.post(reverse("report_restate", args=[first.pk]), values)
    found = Problem.objects.get()
    page = client.get(reverse("report_detail", args=[second.pk]), {"find": "重复"})
    assert "周报表重复" in page.content.decode()
    assert client.post(reverse("report_join", args=[second.pk]), {}).status_code == 422
    client.post(reverse("report_join", args=[second.pk]), {"join-problem": str(found.pk)})
    assert set(found.reports.all()) == {first, second}
    client.post(reverse("report_leave", args=[second.pk]))
    assert set(found.reports.all()) == {first}
    client.post(reverse("report_leave", args=[second.pk]))
    assert Report.objects.get(pk=second.pk).state == "released"


def test_problem_goes_from_assigned_to_implemented(organisation: Organisation, cast: Cast, client: Client) -> None:
    row = problem(organisation.county)
    client.force_login(cast.leader)

    def post(name: str, *more: int, **values: Any) -> int:
        return client.post(reverse(name, args=[row.pk, *more]), values).status_code

    assert post("problem_assign", **{"assign-owner_unit": organisation.town.pk}) == 302
    assert post("problem_hand_back") == 302
    assert post("problem_assign", **{"assign-owner_unit": organisation.town.pk}) == 302
    values: dict[str, Any] = {"promise-kind": "RM02", "promise-what": "三表并一表。", "promise-due_on": "2020-01-01",
        "promise-owner_unit": organisation.town.pk}  # fmt: skip
    assert post("problem_promise", **values) == 422
    assert post("problem_promise", **{**values, "promise-due_on": next_workday().isoformat()}) == 302
    assert post("remedy_implement", row.remedies.get().pk) == 302
    assert post("remedy_implement", row.remedies.get().pk) == 302
    assert post("problem_publish") == 302
    row.refresh_from_db()
    assert (row.state, row.published) == ("implemented", True)
    assert post("problem_unpublish") == 302
    assert "三表并一表。" in client.get(reverse("problem_detail", args=[row.pk])).content.decode()


def test_keep_needs_a_reason(organisation: Organisation, cast: Cast, client: Client) -> None:
    row = problem(organisation.county)
    client.force_login(cast.leader)
    assert client.post(reverse("problem_cause", args=[row.pk]), {"cause-cause": "C99"}).status_code == 422
    named = client.post(reverse("problem_cause", args=[row.pk]), {"cause-cause": "C24"}, follow=True)
    assert "<dt>成因</dt><dd>信息孤岛</dd>" in named.content.decode()
    assert client.post(reverse("problem_keep", args=[row.pk]), {}).status_code == 422
    assert client.post(reverse("problem_keep", args=[row.pk]), {"keep-reason": "法律要求。"}).status_code == 302
    assert Problem.objects.get().state == "kept"


def test_hand_back_by_the_owner_leads_to_the_list(organisation: Organisation, cast: Cast, client: Client) -> None:
    row = problem(organisation.county, state="assigned", owner_unit=organisation.other_town)
    client.force_login(cast.outsider)
    assert client.post(reverse("problem_hand_back", args=[row.pk]))["Location"] == reverse("problems")


def test_problems_list_takes_as_many_queries_for_three_as_for_one(
    organisation: Organisation, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.leader)
    remedy(problem(organisation.county, "晚了的一件事", state="promised"))
    client.get(reverse("problems"))
    with django_assert_max_num_queries(26) as one:
        client.get(reverse("problems"))
    problem(organisation.town)
    problem(organisation.other_town)
    with django_assert_max_num_queries(len(one)):
        assert len(client.get(reverse("problems")).context["page"]) == 3
    assert [row.title for row in client.get(reverse("problems"), {"state": "late"}).context["page"]] == ["晚了的一件事"]
    assert len(client.get(reverse("problems"), {"state": "open", "category": "B03"}).context["page"]) == 2


def test_problem_detail_shows_exact_counts_to_who_reads_the_reports_alone(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    row = problem(organisation.county)
    report(organisation.county, SECRET, problem=row, state="triaged", hours="4-8", per_month="4-8", people="1")
    for _place in range(2):
        row.events.create(on=row.opened_on, act="joined")
    for user, reports, joined in ((cast.handler, 1, [2]), (cast.leader, None, []), (cast.superior, None, [])):
        client.force_login(user)
        answer = client.get(reverse("problem_detail", args=[row.pk]))
        assert answer.context["extent"].reports == reports
        assert (answer.context["extent"].hours is None) == (reports is None)
        assert [line.times for line in answer.context["history"] if line.event.act == "joined"] == joined
        assert SECRET not in answer.content.decode()


def test_problem_detail_does_not_tell_none_from_few(organisation: Organisation, cast: Cast, client: Client) -> None:
    row = problem(organisation.county)
    for user, reports in ((cast.handler, 0), (cast.leader, None)):
        client.force_login(user)
        assert client.get(reverse("problem_detail", args=[row.pk])).context["extent"].reports == reports
