"""One case through the pages in Chinese, from the form to the published lesson, each person signed in on a page."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.desk import Desk
from tests.browser.server import Server

pytestmark = pytest.mark.browser

TITLE = "汛期提前转移致部分家禽损失"
FACTS = "6月21日凌晨柳塘镇连续六小时强降雨，水位急涨，决定提前转移，部分家禽损失，事后全部补偿。"
STATEMENT = "那天夜里等不起，先把人转移出来，补偿的账目都在。"
FIRST, LATER = "险情紧急，程序大体正当，无人谋利，从轻处理。", "复核补充的雨情记录表明当夜别无选择，予以免责。"
MEASURES = "补记当夜值班记录，并修订转移预案。"
PANEL, REVIEWERS = ("chair", "panel", "panel2"), ("reviewer1", "reviewer2", "reviewer3")
LIGHTEN, WAIVE = "从轻", "免责（不予或免予追究）"
UNFOUNDED = "被反映违规发放救助"


def _behind(server: Server, act: str, *words: str) -> None:
    """Let what nobody would doubt happen by the services."""
    server.manage("shell", "-c", f"from tests.browser.case_stage import {act}; {act}{words!r}")


def _file(desk: Desk) -> None:
    page = desk.page("applicant")
    page.goto(f"{desk.server.base}/work/cases/new/")
    page.get_by_role("button", name="提交").click()
    assert page.locator(".error").count() >= 5
    page.fill("[name=title]", TITLE)
    page.select_option("[name=unit]", label="柳塘镇")
    page.fill("[name=date_of_act]", "2026-06-21")
    page.fill("[name=facts]", FACTS)
    page.fill("[name=statement]", STATEMENT)
    page.get_by_label("S05").check()
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(re.compile(r"/work/cases/[0-9a-f-]{36}/"))
    desk.address = page.url


def _find_by_hand(desk: Desk, username: str) -> None:
    page = desk.page(username)
    assert STATEMENT in page.inner_text("main")
    page.get_by_role("link", name="填写认定意见").click()
    page.get_by_role("button", name="保存认定意见").wait_for()
    card = page.locator("#R01")
    card.get_by_label("符合", exact=True).check()
    desk.pressed(page, "保存认定意见")
    assert "每项认定都要写明理由。" in page.locator("#R01").inner_text()
    assert page.locator("#R01").get_by_label("符合", exact=True).is_checked()


def _verify(desk: Desk) -> None:
    desk.press("intake", "受理")
    desk.choose("secretary", ("Verifier", "Verifier2"), "确定核实人员")
    _find_by_hand(desk, "verifier")
    desk.find("verifier")
    assert "verifier记" not in desk.words("verifier2")
    # One of two cannot close it, and reads who is still missing.
    assert "以下人员尚未完成认定或投票：Verifier2" in desk.words("verifier")
    assert desk.page("verifier").get_by_role("button", name="完成核实").count() == 0
    desk.find("verifier2")
    desk.press("verifier", "完成核实")
    assert "verifier2记" in desk.words("verifier")


def _deliberate(desk: Desk) -> None:
    desk.choose("chair", ("Panel", "Panel2"), "组成评议组")
    for member in PANEL:
        read = desk.here(desk.find(member))
        # Of those before, who have found and voted, nothing can be seen.
        assert [one for one in PANEL if f"，{one}记" in read] == [member]
        desk.vote(member, WAIVE if member == "panel2" else LIGHTEN)
    together = desk.words("chair")
    assert all(f"{member}记" in together for member in PANEL)
    assert "可以容错：必备条件全部符合" in together
    desk.step("chair", "decided", LIGHTEN, "决定", reason=FIRST, rectification=MEASURES)
    assert FIRST not in desk.words("applicant")
    desk.press("secretary", "送达认定书")
    assert FIRST in desk.words("applicant")


def _review(desk: Desk) -> None:
    desk.step("applicant", "review_requested", reason="另有当夜的雨情记录。")
    offered = desk.page("secretary").locator("form[action$='/reviewers/']").inner_text()
    assert [name for name in ("Reviewer1", "Chair", "Panel", "Panel2") if name in offered] == ["Reviewer1"]
    desk.choose("secretary", ("Reviewer1", "Reviewer2", "Reviewer3"), "确定复核人员")
    _behind(desk.server, "find_and_vote", TITLE, *REVIEWERS[1:])
    # What is worse than the outcome under review is not even offered.
    choices = desk.find(REVIEWERS[0]).locator("form[action$='/vote/'] .choice").all_inner_texts()
    assert [one.strip() for one in choices] == [WAIVE, "减轻", LIGHTEN]
    desk.vote(REVIEWERS[0], WAIVE)
    desk.step("reviewer1", "reviewed", WAIVE, reason=LATER)


def _correct(desk: Desk) -> None:
    desk.step("secretary", "correcting")
    desk.step("applicant", "corrected", report="值班记录已补，预案已印发。")
    desk.step("verifier", "followed_up", "未到位：重新整改，期限重新计算", result="预案还没有发到村里。")
    assert "回访核验认为整改未到位" in desk.words("applicant")
    desk.step("applicant", "corrected", report="预案已发到各村并签收。")
    desk.step("verifier", "followed_up", "已到位", result="现场核对，记录齐全。")
    assert "已回访核验" in desk.words("applicant")


def _publish(desk: Desk) -> Page:
    page = desk.page("leader", "lesson/")
    drafted = page.input_value("[name=facts]")
    assert drafted == FACTS.replace("6月21日", "〔隐去〕").replace("柳塘镇", "〔隐去〕")
    page.fill("[name=facts]", FACTS)
    page.fill("[name=lesson]", "险情面前先转移，事后补手续，账目要留全。")
    desk.pressed(page, "保存")
    assert "柳塘镇" in page.locator(".error, .errors, [role=alert]").first.inner_text()
    page.fill("[name=facts]", drafted)
    desk.pressed(page, "保存")
    assert page.get_by_role("button", name="核对无误，公开").count() == 0
    desk.pressed(desk.page("applicant", "lesson/"), "我同意公开")
    page = desk.page("leader2", "lesson/")
    assert page.locator("del").all_inner_texts() == ["6月21日", "柳塘镇"]
    return desk.pressed(page, "核对无误，公开")


def _clear(desk: Desk) -> str:
    """Clear a name in another case: what was reported of this one was true."""
    page = desk.page("leader")
    page.goto(f"{desk.server.base}/work/cases/?state=final")
    page.get_by_role("link", name=UNFOUNDED).first.click()
    page.wait_for_url(re.compile(r"/work/cases/[0-9a-f-]{36}/"))
    desk.address = page.url
    desk.step("leader", "clarified", "书面澄清", words="反映其优亲厚友，经查不实。")
    assert page.locator("form[action$='/steps/clarified/'] .error").count() == 1
    desk.step("leader", "clarified", "书面澄清", "本人已同意以此方式澄清", words="反映其优亲厚友，经查不实。")
    return desk.letter("applicant", "澄清正名通知书")


def test_one_case_from_the_form_to_the_lesson(server: Server, open_page: OpenPage) -> None:
    desk = Desk(server, open_page)
    _file(desk)
    _verify(desk)
    _deliberate(desk)
    text = desk.letter("applicant", "容错认定书")
    for words in (TITLE, FIRST, LIGHTEN, "R06有记录可查", "申请复核"):
        assert words in text, words
    _review(desk)
    assert LATER in desk.letter("applicant", "复核决定书")
    _correct(desk)
    assert MEASURES in desk.letter("applicant", "纠错通知书")
    _behind(server, "let_time_pass", TITLE, UNFOUNDED)
    _publish(desk)
    reader = open_page()
    reader.goto(f"{server.base}/precedents/?q=家禽")
    reader.get_by_role("link", name=TITLE).click()
    reader.get_by_text("账目要留全。").wait_for()
    shown = reader.inner_text("main")
    assert shown.count("已隐去") == 2
    assert not [words for words in ("柳塘镇", "6月21日", "Applicant") if words in shown]
    assert "反映其优亲厚友，经查不实。" in _clear(desk)
