"""Every public page: the headers, the quick exit, and that it works in the safest level of Tor Browser.

That level knows no scripts and shows no SVG, so nothing may be said by an icon or done by a script alone; the browser
tests of the form run without JavaScript as it is.
"""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from config.forgetting import COOKIE_PATHS
from tests.urls.roles import PUBLIC
from tests.urls.table import answers

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)
CONTROL = re.compile(r"<(a|button)\b[^>]*>(.*?)</\1>", re.DOTALL)


def _addresses() -> list[str]:
    found = []
    for name, row in answers().items():
        if row == PUBLIC and name != "style":
            for language in ("zh-hans", "en"):
                try:
                    with translation.override(language):
                        found.append(reverse(name))
                except NoReverseMatch:  # it takes an argument
                    continue
    return [address for address in found if not address.startswith(COOKIE_PATHS)]  # those are the staff's


@pytest.mark.parametrize("address", _addresses())
@pytest.mark.django_db
def test_a_public_page_keeps_nothing_and_works_without_pictures(reporter: Client, address: str) -> None:
    answer = reporter.get(address, secure=True)
    page = answer.content.decode()
    if not page.lstrip().startswith("<!doctype html>"):
        return  # a file, or a part of a page
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert not answer.cookies
    assert re.search(r'<a [^>]*rel="noreferrer nofollow" data-exit>\s*\S', page)
    assert not re.search(r"<(img|object|embed|iframe|video|audio|math)\b", page)
    plain = PICTURE.sub("", page)
    mute = [match.group() for match in CONTROL.finditer(plain) if not re.sub(r"<[^>]*>|\s", "", match.group(2))]
    assert mute == []


def test_the_public_pages_are_many() -> None:
    assert {"/", "/promise/", "/report/", "/follow/", "/en/report/"} <= set(_addresses())
