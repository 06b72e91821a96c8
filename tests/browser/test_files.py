"""Files in a real browser, with scripts and without: with the report and with a later message."""

import re
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.feedback.walking import WORDS
from tests.jobs.rebuilding import samples

pytestmark = pytest.mark.browser
NAME = "李四的台账"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a picture, a document and what no browser should have sent."""
    for ending, data in (("jpg", samples.jpeg()), ("pdf", samples.pdf()), ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        (tmp_path / f"{NAME}.{ending}").write_bytes(data)
    return tmp_path


def _faults(page: Page) -> list[str]:
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in Axe().run(page).response["violations"]]


def _to_keep(page: Page, base: str) -> None:
    page.goto(f"{base}/report/")
    page.get_by_label("同一数据重复报送").check()
    page.fill("#id_words", WORDS)
    page.select_option("#id_receiving_unit", label="清源县")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="下一步：领取回执码").click()
    expect(page.locator("#id_chosen_helptext")).to_have_text(re.compile("最多3个.*5 MB"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_files_come_with_the_report_and_with_a_later_message(
    open_page: OpenPage, server: Server, folder: Path, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    _to_keep(page, server.base)
    receipt = page.locator("#receipt").inner_text()
    time.sleep(2)  # a form that is sent at once is taken for a script
    page.set_input_files("#id_chosen", folder / f"{NAME}.doc")
    page.get_by_role("button", name="我已保存，发送").click()
    expect(page.locator("#id_chosen_error")).to_contain_text("另存为")
    expect(page.locator("#receipt")).to_have_text(receipt)
    wrong = _faults(page) if scripts else []
    page.set_input_files("#id_chosen", [folder / f"{NAME}.jpg", folder / f"{NAME}.pdf"])
    page.get_by_role("button", name="我已保存，发送").click()
    expect(page.get_by_role("heading", name="您的反映件已收到")).to_be_visible()
    page.get_by_role("button", name="现在查看").click()
    expect(page.get_by_text("附有 2 个文件。")).to_be_visible()
    page.fill("#id_text", "上周又多了一列。")
    page.set_input_files("#id_chosen", folder / f"{NAME}.doc")
    page.get_by_role("button", name="补充到反映件").click()
    expect(page.locator("#id_chosen_error")).to_contain_text("另存为")
    expect(page.locator("#id_text")).to_have_value("上周又多了一列。")
    wrong += _faults(page) if scripts else []
    page.set_input_files("#id_chosen", folder / f"{NAME}.jpg")
    page.get_by_role("button", name="补充到反映件").click()
    expect(page.get_by_text("补充内容附有 1 个文件。")).to_be_visible()
    assert (wrong, page.context.cookies(), NAME in page.content()) == ([], [], False)
