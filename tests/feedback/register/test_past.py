"""What became of a task: decisions of closed rounds with their reasons, what asks the same, what was merged into it."""

from django.test import Client

from feedback.models import Cleanup, DuplicateRequest, Task
from feedback.register.past import asked_besides, decisions_on
from feedback.services.cleanup import close_cleanup, decide_item, open_cleanup
from feedback.services.duplicates import refresh_duplicates
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task
from tests.feedback.rows import DAY

ITEMS = "姓名、住址、电话"


def _round(organisation: Organisation, cast: Cast) -> Cleanup:
    task(organisation.county, "走访台账", "县民政局", data_items=ITEMS)
    task(organisation.county, "巡访记录", "县卫健局", data_items=ITEMS)
    task(organisation.county, "汛情日报", "县应急局")
    return open_cleanup(unit=organisation.county, actor=cast.leader, today=DAY)


def _decide(cleanup: Cleanup, cast: Cast, kind: str, reason: str, *names: str, stays: str = "") -> None:
    item = next(one for one in cleanup.items.all() if {each["name"] for each in one.facts["tasks"]} == set(names))
    other = Task.objects.get(name=stays) if stays else None
    decide_item(item=item, kind=kind, other=other, reason=reason, actor=cast.leader)


def _told(name: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.reason, one.by) for one in decisions_on(Task.objects.get(name=name))]


def test_a_decision_is_told_once_its_round_is_closed_and_if_it_took_effect(
    cast: Cast, organisation: Organisation
) -> None:
    cleanup = _round(organisation, cast)
    _decide(cleanup, cast, "RM16", "汛期需要", "汛情日报")
    _decide(cleanup, cast, "RM01", "", "走访台账")
    _decide(cleanup, cast, "RM02", "合成一张", "走访台账", "巡访记录", stays="走访台账")
    assert (_told("汛情日报"), _told("走访台账")) == ([], [])
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=DAY)
    assert _told("汛情日报") == [("保留并公开理由", "汛期需要", "Leader")]
    # The merger came too late: what was to stay had been cancelled by then.
    assert _told("走访台账") == [("取消", "", "Leader")]
    assert [one.on for one in decisions_on(Task.objects.get(name="汛情日报"))] == [DAY]


def test_a_task_shows_whoever_reads_it_why_it_stays_and_what_asks_the_same(
    client: Client, cast: Cast, organisation: Organisation
) -> None:
    cleanup = _round(organisation, cast)
    _decide(cleanup, cast, "RM16", "**汛期**需要", "汛情日报")
    client.force_login(cast.handler)
    both = client.get(f"/work/tasks/{Task.objects.get(name='走访台账').pk}/").content.decode()
    assert ("内容相近的任务" in both, "巡访记录</a>" in both.partition('id="detail"')[2]) == (True, True)
    _decide(cleanup, cast, "RM02", "合成一张", "走访台账", "巡访记录", stays="走访台账")
    close_cleanup(cleanup=cleanup, actor=cast.leader, today=DAY)
    kept = client.get(f"/work/tasks/{Task.objects.get(name='汛情日报').pk}/").content.decode()
    assert "**汛期**需要" in kept
    stays = client.get(f"/work/tasks/{Task.objects.get(name='走访台账').pk}/").content.decode()
    assert ("已并入本任务" in stays, "内容相近的任务" in stays) == (True, False)


def test_three_departments_that_ask_the_same_are_named_together(
    client: Client, cast: Cast, organisation: Organisation
) -> None:
    first = task(organisation.county, "走访台账", "县民政局", data_items=ITEMS)
    second = task(organisation.county, "巡访记录", "县卫健局", data_items=ITEMS)
    third = task(organisation.county, "入户登记", "县残联", data_items=ITEMS)
    refresh_duplicates(today=DAY)
    pairs = list(DuplicateRequest.objects.all())
    besides = asked_besides(cast.handler, pairs)
    left = {first, second, third}
    assert [besides[pair.pk] for pair in pairs] == [list(left - {pair.first, pair.second}) for pair in pairs]
    assert asked_besides(cast.outsider, []) == {}
    client.force_login(cast.handler)
    page = client.get("/work/tasks/duplicates/").content.decode()
    assert page.count("另有部门索要：") == len(pairs) == 3
