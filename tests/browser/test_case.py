"""One case through the pages, from the form to the letter, each person signed in on an own page."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser

TITLE = "汛期提前转移致部分家禽损失"
REASON = "险情紧急，程序正当，无人谋利，六项条件均符合。"


class Desk:
    """The signed-in pages of the people of one case; each is opened once."""

    def __init__(self, server: Server, open_page: OpenPage) -> None:
        self.server, self.open_page = server, open_page
        self.pages: dict[str, Page] = {}
        self.address = ""

    def page(self, username: str) -> Page:
        """Return this person's page, at the case once there is one."""
        if username not in self.pages:
            self.pages[username] = self.open_page()
            sign_in(self.pages[username], self.server.base, username)
        page = self.pages[username]
        if self.address:
            page.goto(self.address)
        return page

    def press(self, username: str, label: str) -> Page:
        """Press the one button with this label on this person's page of the case."""
        page = self.page(username)
        # The next person's page is read at once, so the act must have been answered.
        with page.expect_navigation():
            page.get_by_role("button", name=label, exact=True).click()
        return page


def _file(desk: Desk) -> None:
    page = desk.page("applicant")
    page.goto(f"{desk.server.base}/work/cases/new/")
    page.get_by_role("button", name="提交").click()
    assert page.locator(".error").count() >= 5
    page.fill("[name=title]", TITLE)
    page.select_option("[name=unit]", label="柳塘镇")
    page.fill("[name=date_of_act]", "2026-06-21")
    page.fill("[name=facts]", "凌晨连续六小时强降雨，水位急涨，决定提前转移，部分家禽损失，事后全部补偿。")
    page.get_by_label("S05").check()
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(re.compile(r"/work/cases/[0-9a-f-]{36}/"))
    desk.address = page.url


def _find(desk: Desk, username: str) -> None:
    page = desk.page(username)
    page.get_by_role("link", name="填写认定意见").click()
    # The button ends the form: before it is there some of the cards may be missing, and their criteria with them.
    page.get_by_role("button", name="保存认定意见").wait_for()
    for card in page.locator("form > section.card").all():
        code = card.get_attribute("id") or ""
        card.get_by_label("不符合" if code.startswith("X") else "符合", exact=True).check()
        card.locator("textarea").fill(f"{code} 有记录可查。")
    page.get_by_role("button", name="保存认定意见").click()
    page.get_by_text("您的认定意见已保存。").wait_for()


def _vote(desk: Desk, username: str) -> None:
    page = desk.page(username)
    page.locator("form[action$='/vote/']").get_by_label("免责（不予或免予追究）").check()
    page.locator("form[action$='/vote/'] button").click()
    page.get_by_text("您的投票已记录。").wait_for()


def _choose(desk: Desk, username: str, people: tuple[str, ...], label: str) -> None:
    page = desk.page(username)
    for name in people:
        page.get_by_label(name, exact=True).check()
    with page.expect_navigation():
        page.get_by_role("button", name=label, exact=True).click()


def _decide(desk: Desk) -> None:
    page = desk.page("chair")
    assert "可以容错：必备条件全部符合" in page.inner_text("main")
    form = page.locator("form[action$='/steps/decided/']")
    form.get_by_label("免责（不予或免予追究）").check()
    form.get_by_label("决定", exact=True).check()
    form.locator("[name=reason]").fill(REASON)
    with page.expect_navigation():
        form.get_by_role("button", name="作出认定").click()


def _letter(desk: Desk) -> str:
    page = desk.page("applicant")
    link = page.get_by_role("link", name="容错认定书 (PDF)").get_attribute("href")
    answer = page.request.get(f"{desk.server.base}{link}")
    assert answer.headers["content-type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"\s+", "", "".join(one.extract_text() for one in pages))


def test_one_case_from_the_form_to_the_letter(server: Server, open_page: OpenPage) -> None:
    desk = Desk(server, open_page)
    _file(desk)
    desk.press("intake", "受理")
    _choose(desk, "secretary", ("Verifier", "Verifier2"), "确定核实人员")
    for verifier in ("verifier", "verifier2"):
        _find(desk, verifier)
    desk.press("verifier", "完成核实")
    _choose(desk, "chair", ("Panel", "Panel2"), "组成评议组")
    for member in ("chair", "panel", "panel2"):
        _find(desk, member)
        _vote(desk, member)
    _decide(desk)
    assert REASON not in desk.page("applicant").inner_text("main")
    desk.press("secretary", "送达认定书")
    assert REASON in desk.page("applicant").inner_text("main")
    text = _letter(desk)
    for words in (TITLE, REASON, "免责（不予或免予追究）", "R06有记录可查。", "申请复核"):
        assert words in text, words
