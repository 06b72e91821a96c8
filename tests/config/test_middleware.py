"""The headers and the frame of every page that the public sees."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from config.middleware import POLICY
from tests.cast import Cast, Organisation
from tests.urls.table import answers, arguments

TELLING = re.compile(r"<title>(.*?)</title>", re.DOTALL)
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
SITE = {"zh-hans": "轻装", "en": "Qingzhuang"}


def _public_pages(organisation: Organisation, cast: Cast, language: str) -> dict[str, str]:
    kwargs = arguments(organisation, cast)
    with override(language):
        return {
            name: reverse(name, kwargs=kwargs.get(name)) for name, row in answers().items()
            if row["anonymous"] == 200 and not name.startswith("account_")
        }  # fmt: skip


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_public_pages_leave_nothing_and_load_nothing(organisation: Organisation, cast: Cast, language: str) -> None:
    faults = {}
    for name, address in _public_pages(organisation, cast, language).items():
        response = Client().get(address)
        html = response.content.decode(errors="replace")
        facts = {
            "cookies": list(response.cookies),
            "policy": response["Content-Security-Policy"],
            "cache": "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"],
            "referrer": response["Referrer-Policy"],
            "inline": re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html),
            "elsewhere": re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]+"', html),
        }
        # What is handed out as a file has even less: a sandbox without rights, should a browser show it after all.
        policy = SANDBOX if response.get("Content-Disposition", "").startswith("attachment") else POLICY
        expected = {
            "cookies": [], "policy": policy, "cache": True, "referrer": "no-referrer", "inline": [], "elsewhere": [],
        }  # fmt: skip
        if facts != expected:
            faults[name] = facts
    assert faults == {}


def test_public_pages_have_language_and_one_heading(organisation: Organisation, cast: Cast, language: str) -> None:
    faults = {}
    for name, address in _public_pages(organisation, cast, language).items():
        html = Client().get(address).content.decode(errors="replace")
        facts = (html.count("<h1"), f'<html lang="{language}">' in html)
        if html.startswith("<!doctype html>") and facts != (1, True):
            faults[name] = facts
    assert faults == {}


def test_titles_of_the_channel_tell_nothing(reporter: Client, db: None, language: str) -> None:
    with override(language):
        addresses = [reverse("report"), reverse("follow")]
    titles = {
        match.strip() for address in addresses for match in TELLING.findall(reporter.get(address).content.decode())
    }
    assert titles == {SITE[language]}


def test_staff_pages_keep_the_referrer_at_home(client: Client, cast: Cast) -> None:
    client.force_login(cast.handler)
    assert client.get("/work/")["Referrer-Policy"] == "same-origin"
