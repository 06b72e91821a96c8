"""Duplicate requests as rows: found by the job, kept fresh, said to be different, and what one less would save."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEntry
from feedback.asked_twice import find_requests
from feedback.models import DuplicateRequest, Task
from feedback.register.access import duplicates_for
from feedback.register.pairs import saving
from feedback.register.states import move_task
from feedback.services.duplicates import dismiss_duplicate, refresh_duplicates, restore_duplicate
from feedback.services.tasks import TaskFacts, change_task
from feedback.taxonomy import HOURS, PEOPLE, PER_MONTH
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task

TODAY = date(2026, 8, 3)
BANDS = {"hours": "0.5-2", "per_month": "4-8", "people": "2-5"}


@pytest.fixture
def pair(organisation: Organisation) -> DuplicateRequest:
    task(organisation.county, "走访台账", "县民政局", data_items="姓名、住址、电话、次数", **BANDS)
    task(organisation.county, "巡访记录", "县卫健局", data_items="名字、家庭住址、手机号", **BANDS)
    task(organisation.county, "汛情日报", "县应急局", data_items="水位、雨量", **BANDS)
    refresh_duplicates(today=TODAY)
    return DuplicateRequest.objects.get()


def test_the_scheduled_job_finds_what_is_asked_twice(organisation: Organisation) -> None:
    for asked_by in ("县民政局", "县教育局"):
        task(organisation.county, asked_by=asked_by, data_items="姓名、住址")
    find_requests.call()
    row = DuplicateRequest.objects.get()
    assert {row.first.asked_by, row.second.asked_by} == {"县民政局", "县教育局"}
    assert (row.percent, row.high) == (100, 0)


def test_finding_again_changes_nothing_but_what_changed(pair: DuplicateRequest) -> None:
    refresh_duplicates(today=TODAY + timedelta(days=1))
    again = DuplicateRequest.objects.get()
    assert (again.pk, again.found_on, again.seen) == (pair.pk, TODAY, pair.seen)
    Task.objects.filter(name="巡访记录").update(data_items="血压")
    refresh_duplicates(today=TODAY)
    assert DuplicateRequest.objects.count() == 0


def test_what_was_said_holds_until_a_task_is_written_anew(pair: DuplicateRequest, cast: Cast) -> None:
    dismiss_duplicate(pair=pair, actor=cast.handler)
    refresh_duplicates(today=TODAY)
    assert DuplicateRequest.objects.open().count() == 0
    facts = TaskFacts("巡访记录", "县卫健局", data_items="名字、家庭住址、手机号、次数")
    change_task(task=Task.objects.get(name="巡访记录"), facts=facts, actor=cast.handler)
    refresh_duplicates(today=TODAY)
    assert DuplicateRequest.objects.open().count() == 1


def test_who_writes_the_register_says_it_once_and_takes_it_back(pair: DuplicateRequest, cast: Cast) -> None:
    for actor in (cast.leader, cast.superior, cast.outsider):
        with pytest.raises(PermissionDenied):
            dismiss_duplicate(pair=pair, actor=actor)
        with pytest.raises(PermissionDenied):
            restore_duplicate(pair=pair, actor=actor)
    with pytest.raises(StateConflict):
        restore_duplicate(pair=pair, actor=cast.handler)
    dismiss_duplicate(pair=pair, actor=cast.handler)
    with pytest.raises(StateConflict):
        dismiss_duplicate(pair=pair, actor=cast.handler)
    restore_duplicate(pair=pair, actor=cast.handler)
    acts = list(AuditEntry.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["duplicate.dismiss", "duplicate.restore"]


def test_a_pair_is_read_by_those_who_read_both(organisation: Organisation, cast: Cast, pair: DuplicateRequest) -> None:
    for place in (organisation.town, organisation.county):
        task(place, "报名册", f"{place.name}办公室", data_items="学号、班级")
    refresh_duplicates(today=TODAY)
    assert duplicates_for(cast.leader).count() == 2
    assert set(duplicates_for(cast.outsider)) == set(duplicates_for(cast.handler)) == {pair}
    assert duplicates_for(cast.issuer).count() == 0


def test_what_is_dropped_is_asked_twice_no_more(pair: DuplicateRequest, cast: Cast) -> None:
    move_task(pair.first_id, "cancelled", on=TODAY)
    assert duplicates_for(cast.handler).count() == 0


@given(*(st.sampled_from(["", *bands]) for bands in (HOURS, PER_MONTH, PEOPLE, HOURS, PER_MONTH, PEOPLE)),
       st.floats(0, 1), st.floats(0, 1))  # fmt: skip
def test_what_one_less_would_save_never_claims_more_than_there_is(  # noqa: PLR0913, PLR0917  # two bands of three
    hours: str, often: str, people: str, hours2: str, often2: str, people2: str, share: float, share2: float
) -> None:
    first = Task(hours=hours, per_month=often, people=people)
    second = Task(hours=hours2, per_month=often2, people=people2)
    saved = saving(first, second, [share, share2])
    burdens = [burden for burden in (first.burden, second.burden) if burden]
    if saved is None:
        assert burdens == []
        return
    assert saved.both is (len(burdens) == 2)
    assert 0 <= saved.hours[0] <= saved.hours[1] == max(high for _low, high in burdens)
    assert saved.hours[0] <= min(low for low, _high in burdens)


def test_the_page_shows_both_with_reasons_and_hours(client: Client, cast: Cast, pair: DuplicateRequest) -> None:
    client.force_login(cast.handler)
    page = client.get("/work/tasks/duplicates/").content.decode()
    assert all(word in page for word in ("走访台账", "巡访记录", "县卫健局", "住址", f"相似度 {pair.percent}%"))
    assert "汛情日报" not in page
    client.post(f"/work/tasks/duplicates/{pair.pk}/different/")
    assert "巡访记录" not in client.get("/work/tasks/duplicates/").content.decode()
    assert client.post(f"/work/tasks/duplicates/{pair.pk}/different/").status_code == 302
    assert "巡访记录" in client.get("/work/tasks/duplicates/?state=different").content.decode()
    client.post(f"/work/tasks/duplicates/{pair.pk}/same/")
    assert "巡访记录" in client.get("/work/tasks/duplicates/").content.decode()


def test_the_page_asks_as_many_questions_for_one_pair_as_for_six(
    client: Client, cast: Cast, organisation: Organisation, pair: DuplicateRequest
) -> None:
    client.force_login(cast.handler)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get("/work/tasks/duplicates/")
        counts.append(len(seen))
        if not number:
            for place in range(4):
                task(organisation.county, f"名册{place}", f"局{place}", data_items="学号、班级")
            refresh_duplicates(today=TODAY)
    assert counts[0] == counts[1]
