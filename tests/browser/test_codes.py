"""A code from the poster to the handler's inbox, in a real browser, without scripts and with them."""

import io
import re
import time
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
_CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")


def _order(page: Page, base: str) -> list[str]:
    """Order one poster and read its codes, as whoever prints it could."""
    sign_in(page, base, "issuer")
    page.goto(f"{base}/work/codes/")
    page.select_option("#id_unit", label="　柳塘镇")
    page.fill("#id_sheets", "1")
    with page.expect_download() as download:
        page.get_by_role("button", name="申印并下载").click()
    pages = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    return _CODE.findall("".join(one.extract_text() for one in pages))


def _to_keep(page: Page, base: str, words: str) -> None:
    page.goto(f"{base}/report/")
    page.get_by_label("同一数据重复报送").check()
    page.fill("#id_words", words)
    page.select_option("#id_receiving_unit", label="清源县")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="下一步：领取回执码").click()
    time.sleep(2)  # a form that is sent at once is taken for a script


@SCRIPTS
def test_a_code_confirms_a_report_once_and_a_voice_once(open_page: OpenPage, server: Server, scripts: bool) -> None:
    first, second = _order(open_page(java_script_enabled=scripts), server.base)[:2]
    page = open_page(java_script_enabled=scripts)
    _to_keep(page, server.base, "每周都要向三个科室报同一份走访台账。")
    page.fill("#id_code", first[:-2])
    page.get_by_role("button", name="我已保存，发送").click()
    expect(page.locator("#errors")).to_contain_text("撕码输入有误")
    page.fill("#id_code", first.lower().replace("-", " "))
    page.get_by_role("button", name="我已保存，发送").click()
    expect(page.get_by_role("heading", name="您的反映件已收到")).to_be_visible()
    page.goto(server.base + server.stage["zh-hans"]["board_problem"])
    page.locator("summary", has_text="我也是").click()
    page.fill("#id_code", first)
    time.sleep(2)
    page.get_by_role("button", name="计入我这一份").click()
    expect(page.locator("#errors")).to_contain_text("该撕码已使用过")
    page.fill("#id_code", second)
    page.get_by_role("button", name="计入我这一份").click()
    expect(page.get_by_role("heading", name="已收到您的“我也是”")).to_be_visible()
    assert page.context.cookies() == []
    assert not any(code in page.url + page.title() for code in (first, second))
