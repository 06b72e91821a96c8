"""No page has a fault that axe can find: both languages, phone and desk, light and dark."""

from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.server import Server
from tests.cast import Cast
from tests.urls.roles import EVERYONE
from tests.urls.table import answers

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A scheme changes colours and nothing else.
COLOURS = ["color-contrast"]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
USERNAMES = {
    "panel_member": "panel",
    "system_admin": "sysadmin",
    "security_admin": "secadmin",
    "audit_admin": "audadmin",
}
assert USERNAMES.keys() <= Cast.__annotations__.keys()


@cache
def _plan() -> dict[str, tuple[str, ...]]:
    """Return which pages each role visits: every page that answers 200 once, as the first role that sees it."""
    plan: dict[str, list[str]] = {}
    for name, row in answers().items():
        first = next((role for role in EVERYONE if row[role] == 200), None)
        if first:
            plan.setdefault(first, []).append(name)
    return {role: tuple(names) for role, names in plan.items()}


def _violations(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found]


def _faults(page: Page, address: str) -> list[str]:
    page.emulate_media(color_scheme="light")
    if "/files/" in address:  # a browser shows no page for it
        handed = page.request.get(address)
        kind, sandboxed = handed.headers["content-type"], "sandbox" in handed.headers["content-security-policy"]
        return [] if kind == "image/jpeg" and sandboxed else [f"handed out as {kind}"]
    answer = page.goto(address)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    if not answer.text().lstrip().startswith("<!doctype html>"):
        return []  # a part of a page that htmx swaps
    found = _violations(page, {"runOnly": TAGS})
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("scrolls sideways")
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {fault}" for fault in _violations(page, {"runOnly": COLOURS})]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_have_no_fault(server: Server, open_page: OpenPage, language: str, size: str) -> None:
    faults: dict[str, list[str]] = {}
    for role, names in _plan().items():
        page = open_page(viewport=SIZES[size], reduced_motion="reduce")
        if role != "anonymous":
            sign_in(page, server.base, USERNAMES.get(role, role))
        for name in names:
            faults[f"{role} {name}"] = _faults(page, server.base + server.stage[language][name])
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_the_narrowest_phone(server: Server, open_page: OpenPage, language: str) -> None:
    page = open_page(viewport={"width": 360, "height": 640})
    wide = []
    for name in _plan()["anonymous"]:
        page.goto(server.base + server.stage[language][name])
        if page.evaluate("document.documentElement.scrollWidth > 360"):
            wide.append(name)
    assert wide == []
