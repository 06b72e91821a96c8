"""Whoever files a case without an account: one page without a cookie, the code, and what is done with it."""

import io
import re
from pathlib import Path

import pypdf
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage
from tests.browser.server import Server


class Holder:
    """The applicant's browser; the code is typed anew whenever the case is opened, as on a borrowed machine."""

    def __init__(self, server: Server, open_page: OpenPage) -> None:
        self.server, self.page = server, open_page()
        self.code = ""

    def file(self, fields: dict[str, str], unit: str, situation: str, picture: Path) -> None:
        """File a case from the public page, once without what it needs, and keep the code that the form shows."""
        self.page.goto(f"{self.server.base}/case/")
        self.page.locator("main").get_by_role("link", name="提出容错申请").click()
        self.page.wait_for_url("**/case/file/")
        self.code = self.page.inner_text(".receipt")
        self.page.wait_for_timeout(2_100)  # whoever sends sooner is asked to press again
        self._sent(self.page.get_by_role("button", name="提交"))
        assert self.page.locator(".error").count() >= 5
        for name, words in fields.items():
            self.page.fill(f"[name={name}]", words)
        self.page.select_option("[name=unit]", label=unit)
        self.page.get_by_label(situation).check()
        self.page.set_input_files("[name=chosen]", picture)
        self._sent(self.page.get_by_role("button", name="提交"))
        assert (self.page.locator(".error").count(), self.page.inner_text(".receipt")) == (0, self.code)

    def open(self) -> Page:
        """Type the code on the public page and return the page of the case."""
        self.page.goto(f"{self.server.base}/case/")
        self.page.fill("[name=code]", self.code.lower())
        self._sent(self.page.get_by_role("button", name="查看案件"))
        assert self.code not in self.page.url
        assert self.page.context.cookies() == []
        return self.page

    def words(self) -> str:
        """Return what stands on the page of the case, unfolded or not."""
        return self.open().locator("main").text_content() or ""

    def send(self, action: str, mark: str = "", **fields: str) -> str:
        """Fill in one form of the page, unfolding it where it is folded, send it, and return what is read then.

        Args:
            action: the last part of the form's address.
            mark: the value of its hidden field `target`, where several forms have one address.
            fields: what is typed or chosen, by name.
        """
        page = self.open()
        form = page.locator(f"form[action$='/{action}/']")
        if mark:
            form = form.filter(has=page.locator(f"input[name=target][value={mark}]"))
        button = form.locator("button")
        if not button.is_visible():
            page.locator("details", has=form).locator("summary").click()
        for name, words in fields.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=words)
            else:
                field.fill(words)
        self._sent(button)
        return page.locator("main").text_content() or ""

    def letter(self, kind: str) -> str:
        """Return the words of a letter's PDF as it is downloaded, without spaces."""
        with self.open().expect_download() as answer:
            self.page.get_by_role("button", name=f"{kind} (PDF)").click()
        pages = pypdf.PdfReader(io.BytesIO(answer.value.path().read_bytes())).pages
        return re.sub(r"\s+", "", "".join(one.extract_text() for one in pages))

    def _sent(self, button: Locator) -> None:
        with self.page.expect_navigation() as answer:
            button.click()
        assert answer.value
        assert answer.value.status in (200, 422), self.page.url
