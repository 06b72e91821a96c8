"""A report on the handler's desk: read, answered, restated, joined; then promised and carried out by the leader."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server
from tests.browser.walking import workday

pytestmark = pytest.mark.browser

WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def _open_act(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


@WITHOUT
def test_list_opens_a_report_and_pages_by_plain_links(server: Server, open_page: OpenPage, script: bool) -> None:
    page = open_page(java_script_enabled=script)
    sign_in(page, server.base, "handler")
    page.goto(f"{server.base}/work/reports/?state=all")
    page.locator("#list .list a").first.click()
    expect(page).to_have_url(re.compile(r"/work/reports/[0-9a-f-]{36}/\?state=all$"))
    expect(page.locator("#detail h2")).to_be_visible()
    expect(page).to_have_title(re.compile("反映件"))
    expect(page.locator("#list [aria-current]")).to_have_count(1)
    page.go_back()
    expect(page.locator("#detail .empty")).to_be_visible()


@WITHOUT
def test_filter_narrows_and_stays_in_the_address(server: Server, open_page: OpenPage, script: bool) -> None:
    page = open_page(java_script_enabled=script)
    sign_in(page, server.base, "handler")
    page.goto(f"{server.base}/work/reports/")
    page.fill("#filter_words", "没有这样的词")
    page.press("#filter_words", "Enter")
    expect(page.locator("#list .empty")).to_be_visible()
    expect(page).to_have_url(re.compile("words="))
    page.get_by_role("link", name="清除条件").click()
    expect(page.locator("#list .list a").first).to_be_visible()


def test_refused_answer_stands_beside_its_field(server: Server, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, server.base, "handler")
    page.goto(server.base + server.stage["zh-hans"]["report_detail"])
    page.get_by_role("button", name="发出答复").click()
    expect(page.locator("#id_answer-text_error")).to_be_visible()
    expect(page.locator("#id_answer-text")).to_have_attribute("aria-invalid", "true")


def test_report_becomes_a_problem_that_is_promised_and_carried_out(server: Server, open_page: OpenPage) -> None:
    handler, leader = open_page(), open_page()
    sign_in(handler, server.base, "handler")
    handler.goto(server.base + server.stage["zh-hans"]["report_detail"])
    handler.fill("#id_answer-text", "已经**核实**，本周答复。")
    handler.get_by_role("button", name="发出答复").click()
    expect(handler.locator(".message.answer strong", has_text="核实").last).to_be_visible()
    _open_act(handler, "转述为新问题")
    handler.fill("#id_restate-title", "走访台账多头索要")
    handler.fill("#id_restate-statement", "同一内容由几个股室分别收取。")
    handler.get_by_role("button", name="立为问题").click()
    handler.get_by_role("link", name="走访台账多头索要").click()
    handler.select_option("#id_assign-owner_unit", label="清源县")
    handler.get_by_role("button", name="派单", exact=True).click()
    expect(handler.locator("#detail .badge").first).to_have_text("已派单")

    sign_in(leader, server.base, "leader")
    leader.goto(handler.url)
    leader.select_option("#id_promise-kind", value="RM02")
    leader.fill("#id_promise-what", "合并为一张表，数据共享。")
    leader.fill("#id_promise-due_on", workday().isoformat())
    leader.get_by_role("button", name="作出承诺").click()
    leader.get_by_role("button", name="已经落实").click()
    expect(leader.locator("#detail .badge").first).to_have_text("已落实，待确认")
    leader.get_by_role("button", name="上公开板").click()
    visitor = open_page(java_script_enabled=False)
    visitor.goto(f"{server.base}/problems/")
    visitor.get_by_role("link", name="走访台账多头索要").click()
    expect(visitor.get_by_text("合并为一张表，数据共享。")).to_be_visible()
    assert visitor.context.cookies() == []


def test_a_round_is_gone_through_by_keyboard_alone(server: Server, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, server.base, "leader")
    page.goto(server.base + server.stage["zh-hans"]["cleanup_item"])
    decided = int(str(page.locator("progress").get_attribute("value")))

    def press(keys: str, address: str, done: int) -> None:
        with page.expect_navigation():
            page.press("textarea", keys)
        expect(page).to_have_url(re.compile(address))
        expect(page.locator("progress")).to_have_attribute("value", str(done))

    press("Alt+1", r"/items/2/$", decided + 1)
    press("Alt+u", r"/items/1/$", decided)
    press("Alt+6", r"/items/1/decide/$", decided)
    expect(page.locator("#id_reason_error")).to_be_visible()
    page.locator("#id_reason").press_sequentially("法规要求")
    press("Alt+6", r"/items/2/$", decided + 1)
    press("Alt+u", r"/items/1/$", decided)
    press("Alt+n", r"/items/2/$", decided)
    press("Alt+p", r"/items/1/$", decided)
    with page.expect_navigation():
        page.press("textarea", "Alt+l")
    expect(page).to_have_url(re.compile(r"/work/rounds/\d+/$"))


def test_join_finds_problems_while_typing(server: Server, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, server.base, "handler")
    page.goto(server.base + "/work/reports/?state=all")
    page.goto(server.base + server.stage["zh-hans"]["report_detail"])
    if page.get_by_role("button", name="移出该问题").count():
        page.get_by_role("button", name="移出该问题").click()
    _open_act(page, "并入已有问题")
    page.fill("#find", "没有这样的问题")
    expect(page.get_by_text("没有找到这样的问题")).to_be_visible()
    page.fill("#find", "入户走访")
    page.locator("#candidates .choice", has_text="入户走访台账多头重复报送").click()
    page.get_by_role("button", name="并入", exact=True).click()
    expect(page.get_by_text("已归入问题")).to_be_visible()
    page.get_by_role("button", name="移出该问题").click()
    expect(page.get_by_role("status")).to_contain_text("重新待处理")
