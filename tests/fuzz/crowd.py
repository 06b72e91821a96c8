"""Sends what nobody should send to every public address; owns the account of what was acknowledged."""

import random
from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from config.forgetting import COOKIE_PATHS
from feedback import receipts
from feedback.floods.buckets import refill
from feedback.services.release import release_all
from tests.cast import Cast, Organisation
from tests.feedback.walking import WORDS
from tests.fuzz import odd
from tests.fuzz.entry import Answer, Asked, ask
from tests.urls.table import answers, arguments

_ROUND = 600
_POSTS = 0.6
# How many only knock: the outermost layers refuse them. And of how many others the page is drawn.
_KNOCKS, _DRAWN = 0.35, 0.12
_METHODS = ("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "", "P\x00ST", "M" * 300)
_TAKING, _OFTEN = ("/report/send/", "/follow/add/", "/follow/verdict/"), 4
_FIELDS = {
    "report": ("answer", "asked", "proof"),
    "follow": ("receipt", "text", "verdict", "answer", "asked", "proof"),
    "account": ("login", "password", "next", "q"),
}
_STRANGE = (
    b"/\xff\xfe",
    b"//",
    b"/..%2f",
    b"/\x00",
    b"/" + b"a" * 9000,
    b"/en//report/",
    b"/report",
    "/报告/".encode(),
    b"*",
    b"",
)


def public_paths(organisation: Organisation, cast: Cast) -> list[str]:
    """Return the address of every page that needs no account, in both languages; those that store something often."""
    kwargs, found = arguments(organisation, cast), []
    for language in ("zh-hans", "en"):
        with override(language):
            found += [reverse(name, kwargs=kwargs.get(name)) for name in answers()]
    public = [path for path in found if not path.startswith(COOKIE_PATHS)]
    return public + [path for path in public if path.endswith(_TAKING)] * _OFTEN


@dataclass
class Crowd:
    """Many senders, drawn by one chance.

    Attributes:
        chance: decides everything, so that a run can be repeated.
        paths: where to.
        unit: a receiving unit's number.
        before: the digests of the reports that are there already.
        acknowledged: the receipt of every report that a page said had arrived. Nobody here withdraws one.
        statuses: how often each status was answered, by path.
        cookies: public addresses that set one.
    """

    chance: random.Random
    paths: list[str]
    unit: str
    before: frozenset[str]
    acknowledged: set[str] = field(default_factory=set)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    cookies: set[str] = field(default_factory=set)

    def send(self, number: int) -> None:
        """Send `number` requests, and let the worker's work be done now and then."""
        for turn in range(number):
            if turn % _ROUND == 0:
                refill(chance=self.chance)
                release_all(today=timezone.localdate())
            path = self.chance.choice(self.paths)
            answer = self._knock(path) if self.chance.random() < _KNOCKS else self._one(path)
            self._count(path, answer)

    def faults(self) -> dict[tuple[str, int], int]:
        """Return what was answered with a status of 500 or more, and how often."""
        return {key: count for key, count in self.statuses.items() if key[1] >= 500}

    def _count(self, path: str, answer: Answer) -> None:
        self.statuses[path, answer.status] += 1
        if "Set-Cookie" in answer.headers and not path.startswith(COOKIE_PATHS):
            self.cookies.add(path)

    def _fields(self, path: str) -> dict[str, str]:
        chance = self.chance
        part = path.removeprefix("/en").strip("/").split("/")[0]
        fields = {name: odd.text(chance) for name in _FIELDS.get(part, _FIELDS["account"])}
        if part == "report":
            fields |= {"category": "B04", "words": WORDS + str(chance.random()), "receiving_unit": self.unit}
            fields["token"] = odd.token(chance)
        known = next(iter(self.acknowledged), "")
        if part == "follow" and chance.random() < 0.7:  # mostly a receipt that is one
            fields["receipt"] = chance.choice((known, receipts.new()))
        if chance.random() < 0.1:
            fields["website"] = odd.text(chance)
        for name in fields:
            if chance.random() < 0.02:
                fields[name] = odd.text(chance)
        for name in (
            "task",
            "asked_by",
            "data_items",
            "asked_by_unit",
            "own_unit",
            "not_own",
            "per_month",
            "hours",
            "wish",
        ):
            if chance.random() < 0.02:
                fields[name] = odd.text(chance)
        return fields

    def _knock(self, path: str) -> Answer:
        """Ask for what is not there, under a name that is not ours, or in a way that no form does."""
        chance = self.chance
        raw = chance.choice(_STRANGE) if chance.random() < 0.2 else path.encode()
        place = chance.randrange(len(raw) + 1)
        if chance.random() < 0.4:
            raw = raw[:place] + chance.randbytes(chance.choice((1, 1, 2, 40))) + raw[place:]
        headers = odd.headers(chance)
        if chance.random() < 0.4:
            headers["Host"] = chance.choice(odd.HOSTS).encode().decode("latin-1")
        method = chance.choice(_METHODS)
        return ask(Asked(method, raw, odd.query(chance), headers=headers, blank=method != "GET"))

    def _one(self, path: str) -> Answer:
        chance = self.chance
        method, fields = "POST" if chance.random() < _POSTS else chance.choice(odd.METHODS), self._fields(path)
        raw = chance.choice(_STRANGE) if chance.random() < 0.02 else path.encode()
        body, kind = odd.form(chance, fields), "application/x-www-form-urlencoded"
        drawn = chance.random()
        if drawn < 0.1:
            body, kind = odd.multipart(chance, fields)
        elif drawn < 0.2:
            kind = chance.choice(("application/json", "text/plain", "", "\x00", "multipart/form-data", "x" * 500))
        elif drawn < 0.25:
            kind += f"; charset={chance.choice(odd.CHARSETS)}"
        elif drawn < 0.28:
            body = chance.randbytes(chance.choice((1, 50, 5000)))
        length = chance.choice(("", "-1", "0", "x", "1", "99999999999", "１")) if chance.random() < 0.03 else None
        if method in {"GET", "HEAD", "get"}:
            body = b""
        # What comes by GET is drawn: the product keeps some of it for others.
        blank = method not in {"GET", "HEAD", "get"} and chance.random() > _DRAWN
        answer = ask(Asked(method, raw, odd.query(chance), body, kind, length, odd.headers(chance), blank))
        if path.endswith("/report/send/"):
            self._note(answer)
        return answer

    def _note(self, answer: Answer) -> None:
        """Remember what the page acknowledges: a report under the receipt that it shows, and no form to send again."""
        if answer.status == 200 and 'id="receipt">' in answer.page and 'name="token"' not in answer.page:
            receipt = answer.page.split('id="receipt">')[1].split("<")[0]
            self.acknowledged.add(receipts.parse(receipt))
