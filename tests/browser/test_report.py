"""The reporter's side in a real browser, with scripts and without: nothing typed is ever lost."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import Server

pytestmark = pytest.mark.browser
WORDS = "每周都要向三个科室报同一份走访台账，格式还不一样。\n上次改了四版。"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


def _fill(page: Page) -> None:
    page.get_by_label("同一数据重复报送").check()
    page.fill("#id_words", WORDS)
    page.select_option("#id_receiving_unit", label="清源县")
    page.locator("summary", has_text="负担有多重").click()
    page.select_option("#id_hours", "2-4")
    page.locator("summary", has_text="关于这项工作").click()
    page.fill("#id_task", "走访台账")


def _expect_filled(page: Page) -> None:
    expect(page.get_by_label("同一数据重复报送")).to_be_checked()
    expect(page.locator("#id_words")).to_have_value(WORDS)
    expect(page.locator("#id_task")).to_have_value("走访台账")
    expect(page.locator("#id_hours")).to_have_value("2-4")
    expect(page.locator("#id_receiving_unit option:checked")).to_have_text(re.compile("清源县"))


def _to_keep(page: Page, base: str) -> str:
    page.goto(f"{base}/report/")
    _fill(page)
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="下一步：领取回执码").click()
    return page.locator("#receipt").inner_text()


def _send(page: Page) -> None:
    time.sleep(2)  # a form that is sent at once is taken for a script
    page.get_by_role("button", name="我已保存，发送").click()
    expect(page.get_by_role("heading", name="您的反映件已收到")).to_be_visible()


@SCRIPTS
def test_report_and_follow(open_page: OpenPage, server: Server, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    receipt = _to_keep(page, server.base)
    _send(page)
    expect(page.locator("#receipt")).to_have_text(receipt)
    page.reload()
    expect(page.get_by_role("heading", name="您的反映件已收到")).to_be_visible()
    page.goto(f"{server.base}/follow/")
    page.fill("#id_receipt", receipt.lower().replace("-", " "))
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text("封存等待中")).to_be_visible()
    page.fill("#id_text", "上周又多了一列。")
    page.get_by_role("button", name="补充到反映件").click()
    expect(page.get_by_text("将随下一批送达受理人")).to_be_visible()
    assert page.context.cookies() == []
    assert receipt not in page.url + page.title()


@SCRIPTS
def test_nothing_typed_is_lost_by_errors_and_going_back(open_page: OpenPage, server: Server, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{server.base}/report/")
    _fill(page)
    page.select_option("#id_receiving_unit", "")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.locator("#errors")).to_be_visible()
    page.select_option("#id_receiving_unit", label="清源县")
    _expect_filled(page)
    page.reload()
    if not scripts:  # what was changed since the error never reached the server
        page.select_option("#id_receiving_unit", label="清源县")
    _expect_filled(page)
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="返回修改").click()
    _expect_filled(page)
    page.get_by_role("button", name="Continue in English").click()
    expect(page.get_by_role("heading", name="Say what weighs you down")).to_be_visible()
    expect(page.locator("#id_words")).to_have_value(WORDS)


@SCRIPTS
def test_the_browsers_own_back_keeps_the_form(open_page: OpenPage, server: Server, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{server.base}/report/")
    _fill(page)
    page.get_by_role("button", name="下一步：核对").click()
    page.go_back()
    _expect_filled(page)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", name="请核对一遍")).to_be_visible()


def test_a_reload_keeps_the_form(open_page: OpenPage, server: Server) -> None:
    # Without scripts it is for the browser to keep what never left it: Firefox and Tor Browser do, Chromium does not.
    page = open_page()
    page.goto(f"{server.base}/report/")
    _fill(page)
    page.reload()
    _expect_filled(page)


def test_the_receipt_can_be_copied_and_printed_with_scripts(open_page: OpenPage, server: Server) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    receipt = _to_keep(page, server.base)
    expect(page.locator("[data-print]")).to_be_visible()
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text(re.compile("已复制"))
    assert page.evaluate("navigator.clipboard.readText()") == receipt


def test_a_double_click_sends_once(open_page: OpenPage, server: Server) -> None:
    page = open_page()
    receipt = _to_keep(page, server.base)
    time.sleep(2)
    page.get_by_role("button", name="我已保存，发送").dblclick()
    expect(page.get_by_role("heading", name="您的反映件已收到")).to_be_visible()
    expect(page.locator("#receipt")).to_have_text(receipt)


def test_the_form_fits_a_small_phone(open_page: OpenPage, server: Server) -> None:
    page = open_page(viewport={"width": 360, "height": 700})
    page.goto(f"{server.base}/report/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_steps_that_only_a_form_opens_have_no_fault(open_page: OpenPage, server: Server) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    faults: dict[str, list[str]] = {}

    def look(step: str) -> None:
        found = Axe().run(page).response["violations"]
        faults[step] = [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found]

    page.goto(f"{server.base}/report/")
    page.get_by_role("button", name="下一步：核对").click()
    look("errors")
    _fill(page)
    page.fill("#id_words", WORDS + "有事打13800000000。")
    page.get_by_role("button", name="下一步：核对").click()
    look("check")
    page.get_by_role("button", name="修改").first.click()
    expect(page.locator("#id_words")).to_be_focused()
    page.fill("#id_words", WORDS + "有事打13800000000。张主任收钱办事。")
    page.get_by_role("button", name="下一步：核对").click()
    look("accused")
    page.get_by_role("button", name="这不是指控，按原样发送").click()
    for place in page.get_by_label("按原样发送").all():
        place.check()
    page.get_by_role("button", name="下一步：领取回执码").click()
    look("keep")
    _send(page)
    look("done")
    page.get_by_role("button", name="现在查看").click()
    look("thread")
    assert faults == {step: [] for step in ("errors", "check", "accused", "keep", "done", "thread")}
