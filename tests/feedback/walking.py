"""A reporter who walks through the form as a browser without scripts and cookies would."""

from html.parser import HTMLParser
from typing import Any, Protocol

from django.test import Client

from tests.conftest import Organisation

WORDS = "每周都要向三个科室报同一份走访台账，格式还不一样，一次就要两个小时。"


class _Inputs(HTMLParser):
    """Collects the hidden inputs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and values.get("type") == "hidden":
            self.values[values["name"] or ""] = values.get("value") or ""


def inputs(page: str) -> dict[str, str]:
    """Return the hidden inputs of a page's text."""
    parser = _Inputs()
    parser.feed(page)
    return parser.values


class Answer(Protocol):
    """What a client gives back."""

    @property
    def content(self) -> bytes:
        """The body."""


def hidden(response: Answer) -> dict[str, str]:
    """Return the hidden inputs of an answer."""
    return inputs(response.content.decode())


def answers(organisation: Organisation, **changes: Any) -> dict[str, str]:
    """Return what a reporter types, with `changes`."""
    return {"category": "B04", "words": WORDS, "receiving_unit": str(organisation.county.pk), **changes}


def walk_to_keep(client: Client, organisation: Organisation, **changes: Any) -> dict[str, str]:
    """Return what the last form would send, receipt step reached."""
    token = hidden(client.get("/report/"))["token"]
    checked = client.post("/report/check/", {**answers(organisation, **changes), "token": token})
    kept = client.post("/report/keep/", hidden(checked))
    return hidden(kept)


def receipt_of(form: dict[str, str]) -> str:
    """Return the receipt that a form's token carries."""
    return form["token"].split(":")[0]
