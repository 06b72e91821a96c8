"""Visits every page and tells what axe finds there; owns the plan of who visits what."""

from functools import cache

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Page

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server
from tests.cast import Cast
from tests.urls.roles import EVERYONE
from tests.urls.table import answers

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A scheme changes colours and nothing else.
COLOURS = ["color-contrast"]
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
NARROWEST = (360, 640)
USERNAMES = {
    "panel_member": "panel",
    "system_admin": "sysadmin",
    "security_admin": "secadmin",
    "audit_admin": "audadmin",
}
assert USERNAMES.keys() <= Cast.__annotations__.keys()
# Only what fails crosses over to Python, and nothing is fetched: a full report of a page takes three times as long.
# Pages beside those of the URL table, as `stage.py` names them; words and frame are those of others, so once is enough.
FURTHER = {"anonymous": ("moved",), "leader": ("compared",)}
RUN = "options => axe.run(options).then(found => found.violations.map(one => `${one.id}: ${one.nodes[0].html}`))"
SCROLLS = "document.documentElement.scrollWidth > window.innerWidth"


@cache
def plan() -> dict[str, tuple[str, ...]]:
    """Return which pages each role visits: every page that answers 200 once, as the first role that sees it."""
    pages: dict[str, list[str]] = {}
    for name, row in answers().items():
        first = next((role for role in EVERYONE if row[role] == 200), None)
        if first:
            pages.setdefault(first, []).append(name)
    return {role: tuple(names) for role, names in pages.items()}


def _violations(page: Page, tags: list[str], *, without: list[str] | None = None) -> list[str]:
    rules = {rule: {"enabled": False} for rule in without or []}
    options = {"runOnly": tags, "rules": rules, "resultTypes": ["violations"], "preload": False}
    found: list[str] = page.evaluate(RUN, options)
    return found


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def opens(page: Page, address: str) -> bool:
    """Open an address and return whether it is a whole page of HTML, and no download, PDF or part of a page."""
    if "/files/" in address:  # a download, or a picture alone: never a page that axe would have to look at
        handed = page.request.get(address)
        assert (handed.headers["content-type"], handed.status) == ("image/jpeg", 200)
        return False
    try:
        answer = page.goto(address)
    except Error:  # the browser shows no page for a download
        assert "attachment" in page.request.get(address).headers["content-disposition"]
        return False
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return False
    return answer.text().lstrip().startswith("<!doctype html>")  # else a part of a page that htmx swaps


def _faults(page: Page, address: str, *, whole: bool) -> list[str]:
    page.emulate_media(color_scheme="light")
    if not opens(page, address):
        return []
    page.evaluate(AXE_SCRIPT)
    found = []
    for name, size in SIZES.items():
        _resize(page, size)
        if whole or name == "phone":
            # Those of the desk are those of the phone, and looking at them takes longer than all else.
            left_out = [] if whole and name == "phone" else COLOURS
            found += [f"{name}: {fault}" for fault in _violations(page, TAGS, without=left_out)]
        if page.evaluate(SCROLLS):
            found.append(f"{name}: scrolls sideways")
    if whole:
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for fault in _violations(page, COLOURS)]
    return found


def faults(server: Server, open_page: OpenPage, language: str, *, whole: bool) -> dict[str, list[str]]:
    """Return what axe finds on each page with a fault, by role and url name, on the phone and at the desk.

    Args:
        server: the product with the rows of the URL table.
        open_page: opens a page of a fresh visitor.
        language: `zh-hans` or `en`.
        whole: whether axe looks at the desk, at colours and the dark scheme too; words change none of them, so that one
            language is enough.
    """
    found: dict[str, list[str]] = {}
    for role, names in plan().items():
        page = open_page(reduced_motion="reduce")
        if role != "anonymous":
            sign_in(page, server.base, USERNAMES.get(role, role))
        for name in names if whole else (*names, *FURTHER.get(role, ())):
            found[f"{role} {name}"] = _faults(page, server.base + server.stage[language][name], whole=whole)
    return {name: ones for name, ones in found.items() if ones}


def faults_here(page: Page) -> list[str]:
    """Return what axe finds on a page as it stands, for pages that only a form opens, and whether it fits a phone."""
    before = page.viewport_size
    page.evaluate(AXE_SCRIPT)
    _resize(page, SIZES["phone"])
    found = _violations(page, TAGS) + ["scrolls sideways"] * bool(page.evaluate(SCROLLS))
    if before:
        page.set_viewport_size(before)
    return found


def too_wide(server: Server, open_page: OpenPage, language: str) -> list[str]:
    """Return which public pages scroll sideways on the narrowest phone."""
    page = open_page(viewport={"width": NARROWEST[0], "height": NARROWEST[1]})
    addresses = {name: server.base + server.stage[language][name] for name in plan()["anonymous"]}
    return [name for name, address in addresses.items() if opens(page, address) and page.evaluate(SCROLLS)]
