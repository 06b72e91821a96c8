"""Thirty people behind one address, and what a browser meets when little is left."""

import http.client
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import Server, running
from tests.feedback.floods.test_question import answer_to
from tests.feedback.walking import WORDS, inputs

pytestmark = pytest.mark.browser
OFFICE = "127.0.7.30"
_COUNT = "from feedback.models import *; print(PooledEntry.objects.count() + Report.objects.count())"
_LEVELS = "from feedback.models import Bucket; print(Bucket.objects.count())"


@pytest.fixture(scope="module")
def scarce(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A product that is always below its low mark."""
    with running(tmp_path_factory.mktemp("scarce"), QZ_FLOOD_LOW="100") as product:
        deadline = time.monotonic() + 30
        while product.manage("shell", "-v0", "-c", _LEVELS).strip() == "0" and time.monotonic() < deadline:
            time.sleep(0.5)  # the worker's first slot makes the buckets
        yield product


def _ask(base: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60, source_address=(OFFICE, 0))
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, kind)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def _report_plainly(base: str) -> bool:
    """Walk through all steps as a browser without scripts does; return whether the report was taken."""
    page = _ask(base, "/report/")[1]
    unit = page.split('name="receiving_unit"')[1].split('<option value="')[2].split('"')[0]
    form = {"category": "B04", "words": WORDS, "receiving_unit": unit, "token": inputs(page)["token"]}
    kept = _ask(base, "/report/keep/", inputs(_ask(base, "/report/check/", form)[1]))[1]
    time.sleep(2.1)
    status, done = _ask(base, "/report/send/", inputs(kept))
    return status == 200 and "您的反映件已收到" in done


def _to_keep(page: Page, base: str) -> None:
    page.goto(f"{base}/report/")
    page.get_by_label("同一数据重复报送").check()
    page.fill("#id_words", WORDS)
    page.select_option("#id_receiving_unit", label="清源县")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="下一步：领取回执码").click()
    time.sleep(2)  # a form that is sent at once is taken for a script


def _send(page: Page) -> None:
    page.get_by_role("button", name="我已保存，发送").click()


def _expect_done(page: Page) -> None:
    expect(page.get_by_role("heading", name="您的反映件已收到")).to_be_visible(timeout=60_000)


def test_thirty_people_behind_one_address_all_report(open_page: OpenPage, server: Server) -> None:
    before = int(server.manage("shell", "-v0", "-c", _COUNT))
    with ThreadPoolExecutor(6) as office:
        taken = list(office.map(lambda _: _report_plainly(server.base), range(27)))
    for _ in range(3):
        page = open_page()
        _to_keep(page, server.base)
        expect(page.locator("[data-proof]")).to_have_count(0)
        _send(page)
        _expect_done(page)
    assert taken == [True] * 27
    assert int(server.manage("shell", "-v0", "-c", _COUNT)) - before == 30


def test_a_browser_with_scripts_works_and_asks_nothing(open_page: OpenPage, scarce: Server) -> None:
    page, elsewhere, complaints = open_page(), [], []
    page.on("request", lambda request: elsewhere.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    _to_keep(page, scarce.base)
    expect(page.locator("[data-question]")).to_be_hidden()
    _send(page)  # before the work is done or after: one press is enough
    _expect_done(page)
    assert [url for url in elsewhere if not url.startswith(scarce.base)] == []
    assert (complaints, page.context.cookies()) == ([], [])


def test_a_press_before_the_work_is_done_waits_for_it(open_page: OpenPage, scarce: Server) -> None:
    page = open_page()
    page.add_init_script("const work = Worker.prototype.postMessage; Worker.prototype.postMessage = function (m) {"
                         " setTimeout(() => work.call(this, m), 3000); };")  # fmt: skip
    _to_keep(page, scarce.base)
    expect(page.get_by_text("您的设备正在做一道小计算")).to_be_visible()
    _send(page)
    _expect_done(page)


@pytest.mark.parametrize("scripts", [False, True], ids=["no scripts", "no cryptography"])
def test_without_a_way_to_work_a_question_is_asked(open_page: OpenPage, scarce: Server, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    if scripts:  # as on plain HTTP
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false });")
    _to_keep(page, scarce.base)
    page.fill("#answer", "7")
    _send(page)
    expect(page.get_by_text("答案不对，请回答新的问题")).to_be_visible()
    words = page.locator("label[for=answer]").inner_text()
    page.fill("#answer", str(answer_to(words)))
    _send(page)
    _expect_done(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_message_passes_too(open_page: OpenPage, scarce: Server, scripts: bool) -> None:
    page = open_page(java_script_enabled=False)
    _to_keep(page, scarce.base)
    receipt = page.locator("#receipt").inner_text()
    page.fill("#answer", str(answer_to(page.locator("label[for=answer]").inner_text())))
    _send(page)
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{scarce.base}/follow/")
    page.fill("#id_receipt", receipt)
    page.get_by_role("button", name="打开").click()
    page.fill("#id_text", "上周又多了一列。")
    page.get_by_role("button", name="补充到反映件").click()
    expect(page.get_by_role("alert")).to_contain_text("目前反映件较多")
    expect(page.locator("#id_text")).to_have_value("上周又多了一列。")
    if not scripts:
        page.fill("#answer", str(answer_to(page.locator("label[for=answer]").inner_text())))
    page.get_by_role("button", name="补充到反映件").click()
    expect(page.get_by_text(re.compile("将随下一批送达受理人"))).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_page_that_asks_has_no_fault(open_page: OpenPage, scarce: Server, scripts: bool) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    if not scripts:
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false });")
    _to_keep(page, scarce.base)
    assert Axe().run(page).response["violations"] == []
