import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pytest_django import Settings

from feedback import receipts
from feedback.intake import Content
from feedback.models import Message, PooledEntry, Report
from feedback.release import ODDS, release_by_chance
from feedback.services import add_message, release_due, submit_report
from search.models import DirtyMark
from tests.conftest import Organisation

DAY = date(2026, 3, 2)


class Fate:
    """Chance that always gives the same number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def randrange(self, stop: int, /) -> int:
        return self.number % stop


def _submit(organisation: Organisation, words: str, today: date = DAY) -> str:
    receipt = receipts.new()
    content = Content(category="B03", words=words, receiving_unit=organisation.county.pk)
    submit_report(receipt=receipt, content=content, today=today)
    return receipt


def _words() -> list[str]:
    return sorted(Report.objects.values_list("words", flat=True))


def test_nothing_is_released_before_the_batch_is_full(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 3
    _submit(organisation, "甲")
    _submit(organisation, "乙")
    assert (release_due(today=DAY), _words()) == (0, [])
    _submit(organisation, "丙")
    assert (release_due(today=DAY), _words()) == (3, ["丙", "乙", "甲"])
    assert not PooledEntry.objects.exists()


def test_a_single_entry_is_released_on_its_latest_day(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_DAYS = 3
    _submit(organisation, "甲")
    assert release_due(today=DAY + timedelta(days=2)) == 0
    assert release_due(today=DAY + timedelta(days=3)) == 1
    assert set(Report.objects.values_list("released_on", flat=True)) == {DAY + timedelta(days=3)}


def test_a_released_report_holds_all_that_was_said(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    receipt, content = (
        receipts.new(),
        Content(
            category="B04", words="同一份台账", receiving_unit=organisation.county.pk, asked_by="综合科",
            asked_by_unit=organisation.town.pk, task="台账", data_items="户数", per_month="4-8", hours="0.5-2",
            people="6-10", own_unit=organisation.other_town.pk, wish="RM04",
        ),
    )  # fmt: skip
    submit_report(receipt=receipt, content=content, today=DAY)
    release_due(today=DAY)
    report = Report.objects.get()
    assert report.receipt_digest == receipts.digest(receipt)
    assert {name: getattr(report, name) for name in content.as_fields()} == content.as_fields()
    assert (report.state, report.released_on, report.problem) == ("released", DAY, None)


def test_only_the_release_marks_for_search(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    _submit(organisation, "甲")
    assert not DirtyMark.objects.exists()
    release_due(today=DAY)
    assert set(DirtyMark.objects.values_list("kind", "key")) == {("report", str(Report.objects.get().pk))}


def test_messages_are_released_in_the_order_written(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    receipt = _submit(organisation, "甲")
    for text in ("一", "二", "三"):
        add_message(receipt=receipt, text=text, today=DAY)
    assert release_due(today=DAY) == 4
    add_message(receipt=receipt, text="四", today=DAY)
    release_due(today=DAY)
    assert list(Message.objects.values_list("position", "text")) == [(1, "一"), (2, "二"), (3, "三"), (4, "四")]
    assert not Message.objects.filter(author__isnull=False).exists()


def test_a_message_whose_report_is_gone_is_dropped(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    receipt = _submit(organisation, "甲")
    release_due(today=DAY)
    add_message(receipt=receipt, text="一", today=DAY)
    Report.objects.all().delete()
    assert release_due(today=DAY) == 1
    assert not PooledEntry.objects.exists()


def test_the_released_order_is_not_the_order_of_arrival(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    arrived = [receipts.digest(_submit(organisation, f"{number:02}")) for number in range(40)]
    pooled = list(PooledEntry.objects.order_by("pk").values_list("receipt_digest", flat=True))
    assert pooled != arrived
    release_due(today=DAY)
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT words, receipt_digest FROM feedback_report ORDER BY {place}")  # noqa: S608  # a constant
        rows = cursor.fetchall()
    stored = [words for words, _ in rows]
    assert sorted(stored) == [f"{number:02}" for number in range(40)]
    assert stored != sorted(stored)
    assert [digest for _, digest in rows] != pooled


def test_chance_decides_when_the_pool_is_looked_at(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    _submit(organisation, "甲")
    assert [release_by_chance(today=DAY, chance=Fate(number)) for number in range(1, ODDS)] == [0] * (ODDS - 1)
    assert release_by_chance(today=DAY, chance=Fate(0)) == 1


def test_what_is_overdue_does_not_wait_for_chance(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_DAYS = 3
    _submit(organisation, "甲")
    assert release_by_chance(today=DAY + timedelta(days=3), chance=Fate(1)) == 0
    assert release_by_chance(today=DAY + timedelta(days=4), chance=Fate(1)) == 1


@pytest.mark.usefixtures("organisation")
class TestHistories:
    """Any history of sending, writing, waiting and releasing."""

    @given(
        batch=st.integers(1, 6),
        days=st.integers(1, 4),
        steps=st.lists(st.sampled_from(["send", "again", "write", "day", "look"]), max_size=25),
    )
    @limits(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_every_entry_is_released_once_and_none_too_late(
        self, organisation: Organisation, settings: Settings, batch: int, days: int, steps: list[str]
    ) -> None:
        PooledEntry.objects.all().delete()
        Report.objects.all().delete()
        settings.POOL_BATCH, settings.POOL_DAYS = batch, days
        today, sent, latest, written = DAY, {}, {}, Counter[str]()
        for number, step in enumerate([*steps, *["day"] * (days + 1)]):
            if step == "send":
                sent[_submit(organisation, str(number), today)] = str(number)
                latest[str(number)] = today + timedelta(days=days)
            elif step == "again" and sent:
                receipt = next(iter(sent))
                content = Content(category="B03", words=sent[receipt], receiving_unit=organisation.county.pk)
                submit_report(receipt=receipt, content=content, today=today)
            elif step == "write" and sent:
                add_message(receipt=next(iter(sent)), text=f"m{number}", today=today)
                written[f"m{number}"] += 1
            elif step == "day":
                release_due(today=today)
                today += timedelta(days=1)
            elif step == "look":
                release_due(today=today)
        assert Counter(Report.objects.values_list("words", flat=True)) == Counter(sent.values())
        assert Counter(Message.objects.values_list("text", flat=True)) == written
        assert not PooledEntry.objects.exists()
        assert all(report.released_on <= latest[report.words] for report in Report.objects.all())


def _patiently(act: Callable[[], int]) -> int:
    """Return what `act` returns. The tests' database in memory reports a lock where a file would make us wait."""
    try:
        for _ in range(2000):
            try:
                return act()
            except OperationalError:
                time.sleep(0.005)
        raise TimeoutError
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_releases_and_senders_at_once_release_everything_once(
    organisation: Organisation, settings: Settings
) -> None:
    settings.POOL_BATCH = 2

    def act(number: int) -> int:
        _patiently(lambda: len(_submit(organisation, str(number))))
        return _patiently(lambda: release_due(today=DAY))

    with ThreadPoolExecutor(4) as pool:
        released = list(pool.map(act, range(16)))
    released.append(release_due(today=DAY + timedelta(days=9)))
    assert sum(released) == 16
    assert Counter(Report.objects.values_list("words", flat=True)) == Counter(str(number) for number in range(16))


@pytest.mark.django_db(transaction=True)
def test_the_same_report_sent_by_many_at_once_is_stored_once(organisation: Organisation, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    receipt = receipts.new()
    content = Content(category="B03", words="甲", receiving_unit=organisation.county.pk)

    def send() -> int:
        submit_report(receipt=receipt, content=content, today=DAY)
        return 0

    def act(number: int) -> None:
        _patiently(send)
        if number % 3 == 0:
            _patiently(lambda: release_due(today=DAY))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(12)))
    release_due(today=DAY)
    assert (Report.objects.count(), PooledEntry.objects.count()) == (1, 0)


def test_the_reporter_reads_of_the_latest_day(reporter: Client, organisation: Organisation, settings: Settings) -> None:
    settings.POOL_DAYS = 3
    page = reporter.post("/follow/", {"receipt": _submit(organisation, "甲")})
    assert "2026年3月5日" in page.content.decode()
