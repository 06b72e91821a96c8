"""One case through the pages in Chinese, from the form to the published lesson: the applicant by case code alone, each
of the others signed in on a page.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.axe import faults_here
from tests.browser.conftest import OpenPage
from tests.browser.desk import Desk
from tests.browser.holder import Holder
from tests.browser.server import Server
from tests.jobs.rebuilding.samples import small

pytestmark = pytest.mark.browser

TITLE = "汛期提前转移致部分家禽损失"
FACTS = "6月21日凌晨柳塘镇连续六小时强降雨，水位急涨，决定提前转移，部分家禽损失，事后全部补偿。"
STATEMENT, MORE = "那天夜里等不起，先把人转移出来。", "补偿的账目都在，可随时调阅。"
FIRST, LATER = "险情紧急，程序大体正当，无人谋利，从轻处理。", "复核补充的雨情记录表明当夜别无选择，予以免责。"
MEASURES = "补记当夜值班记录，并修订转移预案。"
PANEL, REVIEWERS = ("chair", "panel", "panel2"), ("reviewer1", "reviewer2", "reviewer3")
LIGHTEN, WAIVE = "从轻", "免责（不予或免予追究）"
UNFOUNDED = "被反映违规发放救助"
MATTER = {
    "name": "李某", "contact": "0571-0000", "title": TITLE, "date_of_act": "2026-06-21", "facts": FACTS,
    "statement": STATEMENT,
}  # fmt: skip


def _behind(server: Server, act: str, *words: str) -> None:
    """Let what nobody would doubt happen by the services."""
    server.manage("shell", "-c", f"from tests.browser.case_stage import {act}; {act}{words!r}")


def _file(desk: Desk, holder: Holder, picture: Path) -> None:
    picture.write_bytes(small())
    holder.file(MATTER, "柳塘镇", "S05", picture)
    page = desk.page("intake")
    page.goto(f"{desk.server.base}/work/cases/?view=waiting")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(re.compile(r"/work/cases/[0-9a-f-]{36}/"))
    desk.address = page.url
    assert "雨情.jpg" in desk.here(page)
    desk.step("intake", "supplement", reason="请补充补偿账目。")
    assert "请补充补偿账目。" in holder.words()
    assert "已办理。" in holder.send("act", "submitted", words=MORE)
    assert MORE in desk.words("intake")


def _find_by_hand(desk: Desk, username: str) -> None:
    page = desk.page(username)
    assert [one for one in (STATEMENT, MORE, "转移名单由村支书核对。") if one not in page.inner_text("main")] == []
    page.get_by_role("link", name="填写认定意见").click()
    page.get_by_role("button", name="保存认定意见").wait_for()
    card = page.locator("#R01")
    card.get_by_label("符合", exact=True).check()
    desk.pressed(page, "保存认定意见")
    assert "每项认定都要写明理由。" in page.locator("#R01").inner_text()
    assert page.locator("#R01").get_by_label("符合", exact=True).is_checked()


def _object(desk: Desk, holder: Holder) -> None:
    """Object to a verifier, who stays: until a lead has settled it, the verifiers cannot act."""
    assert "将由负责人决定" in holder.send("object", person="Verifier2", ground="与举报人有亲属关系。")
    page = desk.page("leader", "recusal/")
    form = page.locator("form[action*='/recusal/']")
    form.get_by_label("不回避，继续参与").check()
    form.locator("[name=reason]").fill("经查无亲属关系。")
    desk.pressed(page, "作出决定")
    assert "经查无亲属关系。" in holder.words()
    assert faults_here(holder.page) == []


def _verify(desk: Desk, holder: Holder) -> None:
    desk.press("intake", "受理")
    desk.choose("secretary", ("Verifier", "Verifier2"), "确定核实人员")
    _object(desk, holder)
    holder.send("statement", words="转移名单由村支书核对。")
    _find_by_hand(desk, "verifier")
    desk.find("verifier")
    assert "verifier记" not in desk.words("verifier2")
    # One of two cannot close it, and reads who is still missing.
    assert "以下人员尚未完成认定或投票：Verifier2" in desk.words("verifier")
    assert desk.page("verifier").get_by_role("button", name="完成核实").count() == 0
    desk.find("verifier2")
    desk.press("verifier", "完成核实")
    assert "verifier2记" in desk.words("verifier")


def _deliberate(desk: Desk, holder: Holder) -> None:
    desk.choose("chair", ("Panel", "Panel2"), "组成评议组")
    for member in PANEL:
        read = desk.here(desk.find(member))
        # Of those before, who have found and voted, nothing can be seen.
        assert [one for one in PANEL if f"，{one}记" in read] == [member]
        desk.vote(member, WAIVE if member == "panel2" else LIGHTEN)
    together = desk.words("chair")
    assert all(f"{member}记" in together for member in PANEL)
    assert [one for one in ("可以容错：必备条件全部符合", f"{LIGHTEN} 2", f"{WAIVE} 1") if one not in together] == []
    # On paper all reasons are unfolded, and nothing is to be filled in.
    page = desk.page("chair")
    page.emulate_media(media="print")
    paper = page.inner_text("main")
    assert [one for one in PANEL if f"{one}记" not in paper] + [
        one for one in ("整改要求", "您的一票") if one in paper
    ] == []
    page.emulate_media(media="screen")
    desk.step("chair", "decided", LIGHTEN, "决定", reason=FIRST, rectification=MEASURES)
    assert FIRST not in holder.words()
    desk.press("secretary", "送达认定书")
    assert FIRST in holder.words()


def _review(desk: Desk, holder: Holder) -> None:
    holder.send("act", "review_requested", words="另有当夜的雨情记录。")
    offered = desk.page("secretary").locator("form[action$='/reviewers/']").inner_text()
    assert [name for name in ("Reviewer1", "Chair", "Panel", "Panel2") if name in offered] == ["Reviewer1"]
    desk.choose("secretary", ("Reviewer1", "Reviewer2", "Reviewer3"), "确定复核人员")
    _behind(desk.server, "find_and_vote", TITLE, *REVIEWERS[1:])
    # What is worse than the outcome under review is not even offered.
    choices = desk.find(REVIEWERS[0]).locator("form[action$='/vote/'] .choice").all_inner_texts()
    assert [one.strip() for one in choices] == [WAIVE, "减轻", LIGHTEN]
    desk.vote(REVIEWERS[0], WAIVE)
    desk.step("reviewer1", "reviewed", WAIVE, reason=LATER)


def _correct(desk: Desk, holder: Holder) -> None:
    desk.step("secretary", "correcting")
    holder.send("act", "corrected", words="值班记录已补，预案已印发。")
    desk.step("verifier", "followed_up", "未到位：重新整改，期限重新计算", result="预案还没有发到村里。")
    again = holder.words()
    assert [one for one in ("回访核验认为整改未到位", "还没有发到村里") if one not in again] == []
    holder.send("act", "corrected", words="预案已发到各村并签收。")
    desk.step("verifier", "followed_up", "已到位", result="现场核对，记录齐全。")
    assert "已回访核验" in holder.words()


def _publish(desk: Desk, holder: Holder) -> Page:
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
    assert "本人已同意" in holder.send("agree")
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


def test_one_case_from_the_form_to_the_lesson(server: Server, open_page: OpenPage, tmp_path: Path) -> None:
    desk, holder = Desk(server, open_page), Holder(server, open_page)
    _file(desk, holder, tmp_path / "雨情.jpg")
    _verify(desk, holder)
    _deliberate(desk, holder)
    text = holder.letter("容错认定书")
    for words in (TITLE, FIRST, LIGHTEN, "R06有记录可查", "申请复核", "李某", "/verify/"):
        assert words in text, words
    assert "已登记您签收该文书。" in holder.send("received")
    assert "申请人已签收文书" in desk.words("secretary")
    _review(desk, holder)
    assert LATER in holder.letter("复核决定书")
    _correct(desk, holder)
    assert MEASURES in holder.letter("纠错通知书")
    _behind(server, "let_time_pass", TITLE, UNFOUNDED)
    _publish(desk, holder)
    reader = open_page()
    reader.goto(f"{server.base}/precedents/?q=家禽")
    reader.get_by_role("link", name=TITLE).click()
    reader.get_by_text("账目要留全。").wait_for()
    shown = reader.inner_text("main")
    assert shown.count("已隐去") == 2
    assert not [words for words in ("柳塘镇", "6月21日", "李某") if words in shown]
    assert "反映其优亲厚友，经查不实。" in _clear(desk)
