"""How people walk a report through the product in a browser; owns the steps, and no test.

A `Matter` keeps the walks of one server apart: each looks for its own words and its own title.
"""

import re
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from jobs.workdays import Calendar, UnknownYear


@dataclass(frozen=True)
class Matter:
    """What a walk is about: the reporters' words, and how the handler restates and a leader remedies it."""

    category: str
    words: str
    title: str
    statement: str
    remedy: str


def write_report(page: Page, base: str, matter: Matter, more: str = "") -> str:
    """Write one report by hand and return its receipt."""
    page.goto(f"{base}/report/")
    page.check(f"input[name=category][value={matter.category}]")
    page.fill("textarea[name=words]", matter.words + more)
    page.select_option("select[name=receiving_unit]", label="清源县")
    page.click("form[action$='/check/'] .button")
    page.click("form[action$='/keep/'] > .toolbar .button >> nth=0")
    receipt = page.inner_text("#receipt").strip()
    page.wait_for_timeout(2_000)
    page.click("form[action$='/send/'] .card .button >> nth=-1")
    expect(page.locator("#receipt")).to_have_text(receipt)
    return receipt


def _post(url: str, fields: dict[str, str]) -> str:
    with urllib.request.urlopen(url, urllib.parse.urlencode(fields).encode()) as answer:  # noqa: S310  # our server
        assert answer.headers["Set-Cookie"] is None
        return str(answer.read().decode())


def send_without_a_browser(base: str, matter: Matter, count: int) -> list[str]:
    """Send `count` reports as `curl` would, without cookie or JavaScript, and return their receipts."""
    pages = [urllib.request.urlopen(f"{base}/report/").read().decode() for _ in range(count)]  # noqa: S310
    unit = re.findall(r'<option value="(\d+)"[^>]*>\s*清源县', pages[0])[0]
    tokens = [re.findall(r'name="token" value="([^"]+)"', page)[0] for page in pages]
    time.sleep(2.5)
    receipts = [token.split(":")[0] for token in tokens]
    for number, (token, receipt) in enumerate(zip(tokens, receipts, strict=True)):
        fields = {"category": matter.category, "words": f"{matter.words}第{number}位同事也这么说。"}
        assert receipt in _post(f"{base}/report/send/", fields | {"receiving_unit": unit, "token": token})
    return receipts


def today() -> date:
    """Return the day in the organisation's time zone, which the server counts in."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def workday() -> date:
    """Return a working day to come, in the year that the calendar knows."""
    try:
        return Calendar().add_workdays(today(), 5)
    except UnknownYear:
        return today() + timedelta(days=14)


def restate(page: Page, base: str, matter: Matter) -> None:
    """Answer the first report of the matter, and restate it as a problem."""
    page.goto(f"{base}/work/reports/")
    page.click(f"#list .list a:has-text('{matter.words[:8]}') >> nth=0")
    page.fill("form[action*='/answer/'] textarea", "谢谢您说出来，**已经在核**。")
    page.click("form[action*='/answer/'] .button")
    expect(page.locator("#detail .message.answer")).to_contain_text("已经在核")
    page.click("details:has(form[action*='/restate/']) > summary")
    page.fill("#id_restate-title", matter.title)
    page.fill("#id_restate-statement", matter.statement)
    page.select_option("#id_restate-category", matter.category)
    page.click("form[action*='/restate/'] .button")
    expect(page.locator("#detail")).to_contain_text(matter.title)


def join_the_rest(page: Page, base: str, matter: Matter, count: int) -> None:
    """Join the other `count` reports of the matter to its problem; none is left waiting."""
    for _ in range(count):
        page.goto(f"{base}/work/reports/?state=released")
        page.click(f"#list .list a:has-text('{matter.words[:8]}') >> nth=0")
        page.wait_for_selector("#join summary")
        page.click("#join summary")
        page.locator("#candidates .choice", has_text=matter.title).click()
        page.click("#candidates .button")
        expect(page.locator("#detail .note.good")).to_contain_text(matter.title)
    page.goto(f"{base}/work/reports/?state=released")
    expect(page.locator(f"#list .list a:has-text('{matter.words[:8]}')")).to_have_count(0)


def _choose_bureau(page: Page, act: str) -> None:
    select = page.locator(f"#id_{act}-owner_unit")
    select.select_option(select.locator("option", has_text="县民政局").get_attribute("value"))


def open_problem(page: Page, base: str, matter: Matter) -> None:
    """Open the matter's problem from the list."""
    page.goto(f"{base}/work/problems/")
    page.click(f"#list a:has-text('{matter.title}')")
    expect(page.locator("#detail h2")).to_have_text(matter.title)


def assign(page: Page, base: str, matter: Matter) -> None:
    """Assign the problem to the bureau and put it on the public board."""
    open_problem(page, base, matter)
    _choose_bureau(page, "assign")
    page.click("form[action*='/assign/'] .button")
    expect(page.locator("form[action*='/hand-back/']")).to_have_count(1)
    page.click("form[action*='/publish/'] .button")
    expect(page.locator("form[action*='/unpublish/']")).to_have_count(1)


def promise(page: Page, base: str, matter: Matter) -> None:
    """Promise the matter's remedy for the next days."""
    open_problem(page, base, matter)
    page.select_option("#id_promise-kind", "RM09")
    page.fill("#id_promise-what", matter.remedy)
    _choose_bureau(page, "promise")
    page.fill("#id_promise-due_on", workday().isoformat())
    page.click("form[action*='/promise/'] .button")
    expect(page.locator("#detail")).to_contain_text(matter.remedy)


def follow(page: Page, base: str, matter: Matter, receipt: str) -> None:
    """Open the thread of a receipt, which shows the problem and its promise, and the receipt nowhere but in a body."""
    page.goto(f"{base}/follow/")
    page.fill("input[name=receipt]", receipt)
    page.click("form[action$='/follow/'] .button")
    expect(page.locator("main")).to_contain_text(matter.title)
    expect(page.locator("main")).to_contain_text(matter.remedy)
    assert receipt not in page.url
    assert receipt not in page.title()


def judge(page: Page, base: str, matter: Matter, receipt: str, value: str) -> None:
    """Give a verdict (a `Verdict.Value`) through a receipt."""
    follow(page, base, matter, receipt)
    page.click(f"button[name=verdict][value={value}]")
    expect(page.locator("#judged .note.good")).to_be_visible()


def look(page: Page, folder: Path, name: str) -> None:
    """Keep a picture of the page on a phone and on a desk in `folder`; it fits both."""
    for width, height in ((390, 844), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
