from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from feedback import receipts
from feedback.models import PooledEntry, Problem, Report, Verdict
from feedback.services import release_due
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report


@pytest.fixture
def receipt(organisation: Organisation) -> str:
    made = receipts.new()
    found = problem(organisation.county, state="implemented", state_on=timezone.localdate())
    report(organisation.county, state="triaged", problem=found, receipt_digest=receipts.digest(made))
    return made


def _judge(reporter: Client, receipt: str, value: str, **typed: str) -> str:
    answer = reporter.post("/follow/verdict/", {"receipt": receipt, "verdict": value, **typed})
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    return answer.content.decode()


def test_a_verdict_is_sealed_and_can_be_changed(reporter: Client, receipt: str) -> None:
    page = reporter.post("/follow/", {"receipt": receipt}).content.decode()
    assert [f'value="{value}"' in page for value in Verdict.Value.values] == [True, True, True, False]
    assert 'aria-pressed="true"' not in page
    page = _judge(reporter, receipt, "partly")
    assert ("将随下一批计入" in page, "您的选择：部分解决" in page) == (True, True)
    assert 'value="partly" aria-pressed="true"' in page
    page = _judge(reporter, receipt, "fixed")
    assert ('value="fixed" aria-pressed="true"' in page, page.count('aria-pressed="true"')) == (True, 1)
    assert [entry.kind for entry in PooledEntry.objects.all()] == ["verdict"]
    release_due(today=date(2100, 1, 1))
    assert (Problem.objects.get().state, Verdict.objects.get().value) == ("confirmed", "fixed")
    page = reporter.post("/follow/", {"receipt": receipt}).content.decode()
    assert [f'value="{value}"' in page for value in Verdict.Value.values] == [True, False, False, True]


def test_what_was_typed_beside_it_is_not_lost(reporter: Client, receipt: str) -> None:
    assert "上周又多了一列。</textarea>" in _judge(reporter, receipt, "fixed", text="上周又多了一列。")
    assert "上周又多了一列。</textarea>" in _judge(reporter, "mistyped", "fixed", text="上周又多了一列。")
    assert not PooledEntry.objects.filter(kind="message").exists()


@pytest.mark.parametrize("value", ["", "came_back", "anything", "<b>"])
def test_what_cannot_be_said_now_is_refused_in_words(reporter: Client, receipt: str, value: str) -> None:
    page = _judge(reporter, receipt, value)
    assert ("现在不能这样评价" in page, PooledEntry.objects.exists()) == (True, False)


def test_no_verdict_is_asked_for_where_there_is_nothing_to_judge(reporter: Client, receipt: str) -> None:
    Problem.objects.update(state="promised")
    assert "follow/verdict/" not in reporter.post("/follow/", {"receipt": receipt}).content.decode()
    Report.objects.update(state="released", problem=None)
    assert "follow/verdict/" not in reporter.post("/follow/", {"receipt": receipt}).content.decode()
    assert "没有与此回执码对应的反映件" in _judge(reporter, receipts.new(), "fixed")


def test_the_receipt_stands_in_no_address_and_no_title(reporter: Client, receipt: str) -> None:
    page = _judge(reporter, receipt, "fixed")
    assert receipt not in page.split("<title>")[1].split("</title>")[0]
    addresses = page.split('href="')[1:] + page.split('action="')[1:]
    assert not any(receipt in address.split('"')[0] for address in addresses)


def test_staff_read_that_it_was_confirmed_and_never_by_whom(
    client: Client, reporter: Client, receipt: str, organisation: Organisation, cast: Cast
) -> None:
    _judge(reporter, receipt, "fixed")
    release_due(today=date(2100, 1, 1))
    client.force_login(cast.handler)
    page = client.get(f"/work/problems/{Problem.objects.get().pk}/").content.decode()
    assert ("反映人已确认" in page, "反映人的评价" in page) == (True, False)
    assert "真正解决" not in client.get(f"/work/reports/{Report.objects.get().pk}/").content.decode()
