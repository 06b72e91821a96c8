"""Reports travel the whole way: from the anonymous form to the quarterly PDF, and to the burden that comes back."""

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server, running
from tests.browser.walking import (
    Matter,
    assign,
    follow,
    join_the_rest,
    judge,
    look,
    open_problem,
    promise,
    restate,
    send_without_a_browser,
    today,
    write_report,
)

pytestmark = pytest.mark.browser

ROLL = Matter(
    "B04", "同样一张高龄津贴底册，每月要向两个科室各报一遍，格式不同，数字一样，核对一次要大半天。",
    "高龄津贴底册每月重复报送", "同一底册每月向两个科室各报一次。", "两个科室共用一张底册，每季度报一次。",
)  # fmt: skip
DRILL = Matter(
    "B01", "防汛视频调度会天天晚上开到十点，没有险情也要全员到场，第二天照常走访。",
    "没有险情也每晚全员调度", "汛期调度会不分有无险情，每晚要求全员参加。", "无险情时只留值班人员参会。",
)  # fmt: skip
OTHERS = 2
RELEASE = (
    "from django.utils import timezone; from feedback.services.release import release_all; "
    "release_all(today=timezone.localdate())"
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A product of its own: a release here must not open the pool of other tests."""
    with running(tmp_path_factory.mktemp("walk")) as product:
        yield product


def _find(page: Page, base: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        page.goto(f"{base}/work/search/?q=底册")
        if page.locator(f"main a:has-text('{ROLL.title}')").count():
            return
        time.sleep(0.5)
    pytest.fail("the problem was not found within 20 seconds")


def _digest_text(page: Page, base: str) -> str:
    day = today()
    page.goto(f"{base}/work/digests/")
    page.select_option("select[name=unit]", label="清源县")
    quarter = f"{day.year}Q{(day.month + 2) // 3}"
    page.locator("[name=period]").select_option(quarter)
    page.click("form[action*='/digests/'][method=post] .button")
    link = page.locator("a[href*='.pdf']").first
    link.wait_for(timeout=60_000)
    answer = page.request.get(base + str(link.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    return "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_reporter_walks_with_javascript_on_and_off(server: Server, open_page: OpenPage, javascript: bool) -> None:
    page = open_page(java_script_enabled=javascript)
    receipt = write_report(page, server.base, ROLL)
    page.goto(f"{server.base}/follow/")
    page.fill("input[name=receipt]", receipt)
    page.click("form[action$='/follow/'] .button")
    expect(page.locator("main")).to_contain_text("封存")
    assert page.context.cookies() == []


def test_report_travels_from_the_form_to_the_digest(walked: Server, open_page: OpenPage) -> None:
    plain = open_page(java_script_enabled=False)
    receipt = write_report(plain, walked.base, ROLL)
    write_report(open_page(), walked.base, ROLL, "我们镇上也是。")
    send_without_a_browser(walked.base, ROLL, OTHERS)
    walked.manage("shell", "-c", RELEASE)
    handler = open_page()
    sign_in(handler, walked.base, "handler")
    restate(handler, walked.base, ROLL)
    join_the_rest(handler, walked.base, ROLL, OTHERS + 1)
    assign(handler, walked.base, ROLL)
    leader = open_page()
    sign_in(leader, walked.base, "leader")
    promise(leader, walked.base, ROLL)
    follow(plain, walked.base, ROLL, receipt)
    _find(handler, walked.base)
    superior = open_page()
    sign_in(superior, walked.base, "superior")
    text = re.sub(r"\s+", "", _digest_text(superior, walked.base))
    assert ROLL.title in text
    # The quarter is not over: its counts are told once, after its end.
    assert "反映件数在季度结束后统计一次" in text


def _days_pass(walked: Server, count: int) -> None:
    walked.run_module("tests.browser.ageing", DRILL.title, str(count))


def _board_says(page: Page, board: str, words: str, name: str, folder: Path) -> None:
    page.goto(board)
    expect(page.locator("main .lead")).to_have_text(words)
    look(page, folder, name)


def _rises(superior: Page, public: Page, walked: Server, board: str, folder: Path) -> None:
    superior.goto(f"{walked.base}/work/late/?show=risen")
    risen = superior.locator(".list li", has_text=DRILL.title)
    expect(risen).to_contain_text("清源县")
    expect(risen).to_contain_text("县民政局")
    look(superior, folder, "risen")
    public.goto(board)
    expect(public.locator("main .badge.bad")).to_have_text("逾期")
    look(public, folder, "late")


def _promised(handler: Page, leader: Page, walked: Server) -> tuple[list[str], str]:
    """Return the receipts of three reports and the public address of their problem, whose remedy is promised."""
    receipts = send_without_a_browser(walked.base, DRILL, 3)
    walked.manage("shell", "-c", RELEASE)
    restate(handler, walked.base, DRILL)
    join_the_rest(handler, walked.base, DRILL, 2)
    assign(handler, walked.base, DRILL)
    promise(leader, walked.base, DRILL)
    return receipts, walked.base + str(handler.locator("#detail header a[href*='/problems/']").get_attribute("href"))


def test_burden_is_removed_late_and_comes_back(walked: Server, open_page: OpenPage, tmp_path: Path) -> None:
    handler, leader, superior, public = (open_page() for _ in range(4))
    for page, username in ((handler, "handler"), (leader, "leader"), (superior, "superior")):
        sign_in(page, walked.base, username)
    receipts, board = _promised(handler, leader, walked)
    _board_says(public, board, "已经承诺了举措和完成时限。", "promised", tmp_path)
    _days_pass(walked, 40)
    _rises(superior, public, walked, board, tmp_path)

    open_problem(leader, walked.base, DRILL)
    leader.get_by_role("button", name="已经落实").click()
    expect(leader.locator("#detail .badge").first).to_have_text("已落实，待确认")
    for receipt in receipts:
        judge(public, walked.base, DRILL, receipt, "fixed")
    look(public, tmp_path, "judged")
    walked.manage("shell", "-c", RELEASE)
    _board_says(public, board, "反映人确认：问题确实解决了。", "confirmed", tmp_path)

    _days_pass(walked, 0)
    _board_says(public, board, "问题看来已经解决，再观察90天。", "watched", tmp_path)
    _days_pass(walked, 90)
    judge(public, walked.base, DRILL, receipts[1], "came_back")
    _days_pass(walked, 0)
    _board_says(public, board, "问题出现反弹，已重新办理。", "rebounded", tmp_path)
    follow(public, walked.base, DRILL, receipts[0])
    expect(public.locator("main .badge").first).to_have_text("已反弹")
    superior.goto(f"{walked.base}/work/overview/")
    expect(superior.locator("tr", has=superior.locator("a[href$='state=rebounded']")).locator("td")).to_have_text("1")
    look(superior, tmp_path, "overview")
