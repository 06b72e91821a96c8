"""One report travels the whole way: from the anonymous form to the text of the quarterly PDF."""

import io
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from jobs.workdays import Calendar, UnknownYear
from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server, running

pytestmark = pytest.mark.browser

WORDS = "同样一张高龄津贴底册，每月要向两个科室各报一遍，格式不同，数字一样，核对一次要大半天。"
TITLE = "高龄津贴底册每月重复报送"
REMEDY = "两个科室共用一张底册，每季度报一次。"
OTHERS = 10


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A product of its own: a release here must not open the pool of other tests."""
    with running(tmp_path_factory.mktemp("walk")) as product:
        yield product


def _write(page: Page, base: str, words: str) -> str:
    """Write one report by hand and return its receipt."""
    page.goto(f"{base}/report/")
    page.check("input[name=category][value=B04]")
    page.fill("textarea[name=words]", words)
    page.select_option("select[name=receiving_unit]", label="清源县")
    page.click("form[action$='/check/'] .button")
    page.click("form[action$='/keep/'] > .toolbar .button >> nth=0")
    receipt = page.inner_text("#receipt").strip()
    page.wait_for_timeout(2_000)
    page.click("form[action$='/send/'] .card .button >> nth=-1")
    expect(page.locator("#receipt")).to_have_text(receipt)
    return receipt


def _post(url: str, fields: dict[str, str]) -> str:
    with urllib.request.urlopen(url, urllib.parse.urlencode(fields).encode()) as answer:  # noqa: S310  # our server
        assert answer.headers["Set-Cookie"] is None
        return str(answer.read().decode())


def _send_without_a_browser(base: str, unit: str) -> None:
    """Send the other reports as `curl` would: no cookie, no JavaScript."""
    pages = [urllib.request.urlopen(f"{base}/report/").read().decode() for _ in range(OTHERS)]  # noqa: S310
    tokens = [re.search(r'name="token" value="([^"]+)"', page) for page in pages]
    time.sleep(2.5)
    for number, token in enumerate(tokens):
        assert token
        fields = {"category": "B04", "words": f"{WORDS}第{number}位同事也这么说。", "receiving_unit": unit}
        assert token[1].split(":")[0] in _post(f"{base}/report/send/", fields | {"token": token[1]})


def _today() -> date:
    """Return the day in the organisation's time zone, which the server counts in."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _workday() -> date:
    """Return a working day to come, in the year that the calendar knows."""
    try:
        return Calendar().add_workdays(_today(), 5)
    except UnknownYear:
        return _today() + timedelta(days=14)


def _restate(page: Page, base: str) -> None:
    page.goto(f"{base}/work/reports/")
    page.click(f"#list .list a:has-text('{WORDS[:8]}') >> nth=0")
    page.fill("form[action*='/answer/'] textarea", "谢谢您说出来，**已经在核**。")
    page.click("form[action*='/answer/'] .button")
    expect(page.locator("#detail .message.answer")).to_contain_text("已经在核")
    page.click("details:has(form[action*='/restate/']) > summary")
    page.fill("#id_restate-title", TITLE)
    page.fill("#id_restate-statement", "同一底册每月向两个科室各报一次。")
    page.select_option("#id_restate-category", "B04")
    page.click("form[action*='/restate/'] .button")
    expect(page.locator("#detail")).to_contain_text(TITLE)


def _join_the_rest(page: Page, base: str) -> None:
    for _ in range(OTHERS + 1):
        page.goto(f"{base}/work/reports/?state=released")
        page.click(f"#list .list a:has-text('{WORDS[:8]}') >> nth=0")
        page.wait_for_selector("#join summary")
        page.click("#join summary")
        page.check("#candidates input[type=radio]")
        page.click("#candidates .button")
        expect(page.locator("#detail .note.good")).to_contain_text(TITLE)
    page.goto(f"{base}/work/reports/?state=released")
    expect(page.locator(f"#list .list a:has-text('{WORDS[:8]}')")).to_have_count(0)


def _choose_bureau(page: Page, act: str) -> None:
    select = page.locator(f"#id_{act}-owner_unit")
    select.select_option(select.locator("option", has_text="县民政局").get_attribute("value"))


def _assign(page: Page, base: str) -> None:
    page.goto(f"{base}/work/problems/")
    page.click(f"#list a:has-text('{TITLE}')")
    _choose_bureau(page, "assign")
    page.click("form[action*='/assign/'] .button")
    expect(page.locator("form[action*='/hand-back/']")).to_have_count(1)
    page.click("form[action*='/publish/'] .button")
    expect(page.locator("form[action*='/unpublish/']")).to_have_count(1)


def _promise(page: Page, base: str) -> None:
    page.goto(f"{base}/work/problems/")
    page.click(f"#list a:has-text('{TITLE}')")
    page.select_option("#id_promise-kind", "RM09")
    page.fill("#id_promise-what", REMEDY)
    _choose_bureau(page, "promise")
    page.fill("#id_promise-due_on", _workday().isoformat())
    page.click("form[action*='/promise/'] .button")
    expect(page.locator("#detail")).to_contain_text(REMEDY)


def _follow(page: Page, base: str, receipt: str) -> None:
    page.goto(f"{base}/follow/")
    page.fill("input[name=receipt]", receipt)
    page.click("form[action$='/follow/'] .button")
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text(REMEDY)
    assert receipt not in page.url
    assert receipt not in page.title()


def _find(page: Page, base: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        page.goto(f"{base}/work/search/?q=底册")
        if page.locator(f"main a:has-text('{TITLE}')").count():
            return
        time.sleep(0.5)
    pytest.fail("the problem was not found within 20 seconds")


def _digest_text(page: Page, base: str) -> str:
    today = _today()
    page.goto(f"{base}/work/digests/")
    page.select_option("select[name=unit]", label="清源县")
    quarter = f"{today.year}Q{(today.month + 2) // 3}"
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
    receipt = _write(page, server.base, WORDS)
    page.goto(f"{server.base}/follow/")
    page.fill("input[name=receipt]", receipt)
    page.click("form[action$='/follow/'] .button")
    expect(page.locator("main")).to_contain_text("封存")
    assert page.context.cookies() == []


def test_report_travels_from_the_form_to_the_digest(walked: Server, open_page: OpenPage) -> None:
    release = "from django.utils import timezone; from feedback.services.release import release_all; "
    plain = open_page(java_script_enabled=False)
    receipt = _write(plain, walked.base, WORDS)
    _write(open_page(), walked.base, WORDS + "我们镇上也是。")
    unit = urllib.request.urlopen(f"{walked.base}/report/").read().decode()  # noqa: S310  # our server
    _send_without_a_browser(walked.base, str(re.findall(r'<option value="(\d+)"[^>]*>\s*清源县', unit)[0]))
    walked.manage("shell", "-c", release + "release_all(today=timezone.localdate())")
    handler = open_page()
    sign_in(handler, walked.base, "handler")
    _restate(handler, walked.base)
    _join_the_rest(handler, walked.base)
    _assign(handler, walked.base)
    leader = open_page()
    sign_in(leader, walked.base, "leader")
    _promise(leader, walked.base)
    _follow(plain, walked.base, receipt)
    _find(handler, walked.base)
    superior = open_page()
    sign_in(superior, walked.base, "superior")
    text = re.sub(r"\s+", "", _digest_text(superior, walked.base))
    assert TITLE in text
    # The quarter is not over: its counts are told once, after its end.
    assert "反映件数在季度结束后统计一次" in text
