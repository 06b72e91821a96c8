"""What the frame of every page does in a browser: nothing asked of other sites, nothing lost, all by keyboard."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import opens
from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.urls.table import answers

pytestmark = pytest.mark.browser

WORDS = "每周都要报同一张表，三个科室各要一份。"


def _type(page: Page, base: str) -> None:
    page.goto(f"{base}/report/")
    page.fill("textarea[name=words]", WORDS)
    page.locator("input[name=category]").nth(2).check()


def _typed(page: Page) -> tuple[str, bool]:
    return page.input_value("textarea[name=words]"), page.locator("input[name=category]").nth(2).is_checked()


def test_public_pages_ask_nothing_of_other_sites(server: Server, open_page: OpenPage) -> None:
    page, asked, complaints, refused = open_page(), set(), [], []
    page.on("request", lambda request: asked.add(request.url))
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for name, row in answers().items():
        if row["anonymous"] == 200 and not name.startswith("account_"):
            opens(page, server.base + server.stage["zh-hans"][name])
    # The browser shows a PDF by pages of its own, which come from no network.
    elsewhere = [url for url in asked if url.startswith(("http", "ws")) and not url.startswith(server.base)]
    assert (elsewhere, complaints, refused) == ([], [], [])
    assert asked
    assert page.context.cookies() == []


def test_reload_keeps_what_was_typed(server: Server, open_page: OpenPage) -> None:
    page = open_page()
    _type(page, server.base)
    page.reload()
    assert _typed(page) == (WORDS, True)


@pytest.mark.parametrize("script", [True, False])
def test_going_back_keeps_what_was_typed(server: Server, open_page: OpenPage, script: bool) -> None:
    page = open_page(java_script_enabled=script)
    _type(page, server.base)
    page.click("a.brand")
    page.wait_for_url(f"{server.base}/")
    page.go_back()
    assert _typed(page) == (WORDS, True)


def test_first_stop_of_the_keyboard_skips_to_the_content(server: Server, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(server.base)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"
    assert page.locator(":focus").bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"


def test_receipt_is_copied_by_a_button_that_needs_a_script(server: Server, open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{server.base}/style/")
    page.click("[data-copy]")
    page.wait_for_function("document.querySelector('[data-copy] [data-label]').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#receipt")
    silent = open_page(java_script_enabled=False)
    silent.goto(f"{server.base}/style/")
    assert silent.locator("[data-copy]").is_hidden()
