"""No page in Chinese has a fault that axe can find. A file of its own, so that both languages run side by side."""

import pytest

from tests.browser.axe import faults, too_wide
from tests.browser.conftest import OpenPage
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_pages_have_no_fault(server: Server, open_page: OpenPage) -> None:
    assert faults(server, open_page, "zh-hans", whole=True) == {}


def test_pages_fit_the_narrowest_phone(server: Server, open_page: OpenPage) -> None:
    assert too_wide(server, open_page, "zh-hans") == []
