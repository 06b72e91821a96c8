"""The desks of the people of one case: each signed in on a page of an own, and what they do there more than once."""

import io
import re

import pypdf
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server

# A person would click and type for minutes; the form is sent as such a person would send it.
_FILL = """(cards, words) => cards.forEach(card => {
    card.querySelector(`input[value=${card.id.startsWith("X") ? "unmet" : "met"}]`).checked = true;
    card.querySelector("textarea").value = card.id + words;
})"""


class Desk:
    """The signed-in pages of the people of one case; each is opened once."""

    def __init__(self, server: Server, open_page: OpenPage) -> None:
        self.server, self.open_page = server, open_page
        self.pages: dict[str, Page] = {}
        self.address = ""

    def page(self, username: str, below: str = "") -> Page:
        """Return this person's page, at the case once there is one, or at a page below it."""
        if username not in self.pages:
            self.pages[username] = self.open_page()
            sign_in(self.pages[username], self.server.base, username)
        page = self.pages[username]
        if self.address:
            page.goto(self.address + below)
        return page

    def words(self, username: str) -> str:
        """Return what this person reads on the page of the case, or could by unfolding it."""
        return self.here(self.page(username))

    def here(self, page: Page) -> str:
        """Return what stands on a page as it is, unfolded or not."""
        return page.locator("main").text_content() or ""

    def press(self, username: str, label: str) -> Page:
        """Press the one button with this label on this person's page of the case."""
        return self.pressed(self.page(username), label)

    def pressed(self, page: Page, label: str) -> Page:
        """Press the button on a page as it stands, and wait for the answer: the next person reads it at once."""
        self._sent(page, page.get_by_role("button", name=label, exact=True))
        return page

    @staticmethod
    def _sent(page: Page, button: Locator) -> None:
        with page.expect_navigation() as answer:
            button.click()
        assert answer.value
        assert answer.value.status in (200, 422), page.url

    def choose(self, username: str, people: tuple[str, ...], label: str) -> None:
        """Tick the people and press the button."""
        page = self.page(username)
        for name in people:
            page.get_by_label(name, exact=True).check()
        self.pressed(page, label)

    def step(self, username: str, target: str, *choices: str, **fields: str) -> Page:
        """Fill in the form of a step, unfolding it where it is folded, and send it."""
        page = self.page(username)
        form = page.locator(f"form[action$='/steps/{target}/']")
        if not form.is_visible():
            page.locator("details", has=form).locator("summary").click()
        for choice in choices:
            form.get_by_label(choice, exact=True).check()
        for name, words in fields.items():
            form.locator(f"[name={name}]").fill(words)
        self._sent(page, form.locator("button:not([name=preview])"))
        return page

    def find(self, username: str) -> Page:
        """Find on all criteria what is favourable, and return the page of the case that follows."""
        page = self.page(username, "findings/")
        # The button ends the form: before it is there some of the cards may be missing, and their criteria with them.
        page.get_by_role("button", name="保存认定意见").wait_for()
        page.locator("form > section.card").evaluate_all(_FILL, f"有记录可查，{username}记。")
        self.pressed(page, "保存认定意见").get_by_text("您的认定意见已保存。").wait_for()
        return page

    def vote(self, username: str, outcome: str) -> None:
        """Vote, from the page that follows upon the findings."""
        page = self.pages[username]
        form = page.locator("form[action$='/vote/']")
        form.get_by_label(outcome, exact=True).check()
        self._sent(page, form.locator("button"))
        page.get_by_text("您的投票已记录。").wait_for()

    def letter(self, username: str, kind: str) -> str:
        """Return the words of a letter's PDF as this person gets it, without spaces."""
        page = self.page(username)
        link = page.get_by_role("link", name=f"{kind} (PDF)").get_attribute("href")
        answer = page.request.get(f"{self.server.base}{link}")
        assert answer.headers["content-type"] == "application/pdf"
        pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
        return re.sub(r"\s+", "", "".join(one.extract_text() for one in pages))
