from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from feedback import receipts
from feedback.intake import Content
from feedback.models import PooledEntry, Problem, Report
from feedback.services import release_due, submit_report
from feedback.standing import DECLINED, POOLED, PROBLEM
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, remedy

DAY = date(2026, 3, 2)
WORDS = "一式三份的台账，每周一次。"


@pytest.fixture
def receipt(organisation: Organisation, settings: Settings) -> str:
    settings.POOL_BATCH = 1
    made = receipts.new()
    content = Content(category="B03", words=WORDS, receiving_unit=organisation.county.pk)
    submit_report(receipt=made, content=content, today=DAY)
    return made


def _see(reporter: Client, receipt: str) -> str:
    return reporter.post("/follow/", {"receipt": receipt}).content.decode()


def test_a_mistyped_receipt_is_told_apart_from_an_unknown_one(reporter: Client, receipt: str) -> None:
    wrong = receipt[:-1] + ("0" if receipt[-1] != "0" else "2")
    mistyped, unknown = _see(reporter, wrong), _see(reporter, receipts.new())
    assert ("回执码输入有误" in mistyped, "没有与此回执码对应的反映件" in mistyped) == (True, False)
    assert ("回执码输入有误" in unknown, "没有与此回执码对应的反映件" in unknown) == (False, True)
    assert f'value="{wrong}"' in mistyped


def test_a_waiting_report_shows_its_words_and_latest_day(reporter: Client, receipt: str) -> None:
    page = _see(reporter, receipt.lower().replace("-", " "))
    assert (str(POOLED.label) in page, "2026年3月5日" in page, WORDS in page) == (True, True, True)


def test_a_released_report_shows_words_and_answers(reporter: Client, receipt: str, cast: Cast) -> None:
    release_due(today=DAY)
    Report.objects.get().messages.create(position=1, author=cast.handler, text="**已收到** <b>x</b>", on=DAY)
    page = _see(reporter, receipt)
    assert (WORDS in page, "<strong>已收到</strong>" in page, "<b>x</b>" in page) == (True, True, False)
    assert cast.handler.name not in page


def test_the_reporters_own_words_are_plain_text(reporter: Client, receipt: str) -> None:
    release_due(today=DAY)
    Report.objects.get().messages.create(position=1, text="**重** <script>1</script>", on=DAY)
    page = _see(reporter, receipt)
    assert "**重** &lt;script&gt;1&lt;/script&gt;" in page


def test_a_declined_report_shows_reason_and_channel(reporter: Client, receipt: str) -> None:
    release_due(today=DAY)
    Report.objects.update(state="declined", decline_reason="这属于违纪问题。", decline_channel="12388")
    page = _see(reporter, receipt)
    assert (str(DECLINED.label) in page, "这属于违纪问题。" in page, "12388" in page) == (True, True, True)


def test_a_promise_shows_what_who_and_when(reporter: Client, receipt: str, organisation: Organisation) -> None:
    release_due(today=DAY)
    found = problem(organisation.county, state=Problem.State.PROMISED)
    remedy(found)
    Report.objects.update(state="triaged", problem=found)
    page = _see(reporter, receipt)
    for words in ("周报表重复报送", "合并同类项", "三表并一表。", "清源县", "2026年9月1日", "已承诺"):
        assert words in page


def test_every_state_of_a_problem_has_words() -> None:
    assert PROBLEM.keys() == set(Problem.State)


def test_a_message_is_pooled_and_announced(reporter: Client, receipt: str) -> None:
    release_due(today=DAY)
    page = reporter.post("/follow/add/", {"receipt": receipt, "text": "上周又多了一列。"}).content.decode()
    assert ("将随下一批送达受理人" in page, "上周又多了一列。" in page) == (True, True)
    assert [entry.kind for entry in PooledEntry.objects.all()] == ["message"]


def test_a_message_that_cannot_be_taken_keeps_its_text(reporter: Client, receipt: str) -> None:
    text = f"我的回执码是{receipt}，请查"
    page = reporter.post("/follow/add/", {"receipt": receipt, "text": text}).content.decode()
    assert (f"{text}</textarea>" in page, "这段文字里有一个回执码" in page) == (True, True)
    assert not PooledEntry.objects.filter(kind="message").exists()


def test_a_text_survives_a_mistyped_receipt(reporter: Client, receipt: str) -> None:
    page = reporter.post("/follow/add/", {"receipt": "mistyped", "text": "上周又多了一列。"}).content.decode()
    assert "上周又多了一列。</textarea>" in page
    page = reporter.post("/follow/", {"receipt": receipt, "text": "上周又多了一列。"}).content.decode()
    assert "上周又多了一列。</textarea>" in page
    assert not PooledEntry.objects.filter(kind="message").exists()


def test_no_page_sets_a_cookie_or_names_the_receipt_in_title_or_address(reporter: Client, receipt: str) -> None:
    answers = [
        reporter.get("/follow/"),
        reporter.post("/follow/", {"receipt": receipt}),
        reporter.post("/follow/add/", {"receipt": receipt, "text": "上周又多了一列。"}),
    ]
    for answer in answers:
        page = answer.content.decode()
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
        assert receipt not in page.split("<title>")[1].split("</title>")[0]
        assert not any(
            receipt in address.split('"')[0] for address in page.split('href="')[1:] + page.split('action="')[1:]
        )


def test_a_lost_receipt_is_spoken_of_plainly(reporter: Client) -> None:
    assert "谁也无法找回" in reporter.get("/follow/").content.decode()
