"""A reporter with a marked address, agent, language, cookie and receipt; then every byte of state and log is read."""

import http.client
import ipaddress
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from feedback import receipts
from tests.browser.server import Server, running
from tests.feedback.walking import WORDS, inputs

# Any address of 127.0.0.0/8 reaches this machine, so the peer itself can be marked and not only its headers.
PEER = "127.83.197.201"
FORWARDED = "203.0.113.77"
AGENT, LANGUAGE, COOKIE = "Markierung-Browser/97.31", "tlh-Markierung", "Markierungskeks4711"
HEADERS = {
    "User-Agent": AGENT,
    "Accept-Language": LANGUAGE,
    "Cookie": f"sessionid={COOKIE}; csrftoken={COOKIE}",
    "X-Forwarded-For": FORWARDED,
    "Forwarded": f"for={FORWARDED}",
    "X-Real-IP": FORWARDED,
    "Referer": f"http://intranet.example/{COOKIE}",
}
_RELEASE = """
from django.utils import timezone
from feedback.services.release import release_all
print("released", release_all(today=timezone.localdate()))
"""


class Visitor:
    """Sends requests from the marked address."""

    def __init__(self, base: str) -> None:
        self.host = urlsplit(base).netloc
        self.cookies: list[str] = []

    def ask(
        self, path: str, form: dict[str, str] | None = None, *, method: str = "", raw: bytes = b"", **headers: str
    ) -> tuple[int, str]:
        """Return status and text of one answer; remember what cookies public pages try to set."""
        connection = http.client.HTTPConnection(self.host, timeout=60, source_address=(PEER, 0))
        body = raw or (urlencode(form).encode() if form else None)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method or ("POST" if body else "GET"), path, body, {**HEADERS, **kind, **headers})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        if not path.startswith("/account/"):  # where staff sign in
            self.cookies += [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        connection.close()
        return answer.status, text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("trace")) as product:
        yield product


def _walk(visitor: Visitor, unit: str) -> str:
    """Send a report, follow it, add to it; return its receipt."""
    form = {"category": "B04", "words": WORDS, "receiving_unit": unit}
    form["token"] = inputs(visitor.ask("/report/")[1])["token"]
    checked = inputs(visitor.ask("/report/check/", form)[1])
    kept = inputs(visitor.ask("/report/keep/", checked)[1])
    time.sleep(2.1)
    status, page = visitor.ask("/report/send/", kept)
    receipt = page.split('id="receipt">')[1].split("<")[0]
    assert (status, receipts.parse(receipt)) == (200, receipt)
    assert visitor.ask("/follow/", {"receipt": receipt})[0] == 200
    assert "上周又多了一列。" in visitor.ask("/follow/add/", {"receipt": receipt, "text": "上周又多了一列。"})[1]
    return receipt


def _stumble(visitor: Visitor, receipt: str) -> list[int]:
    """Do what goes wrong; return the statuses."""
    return [
        visitor.ask(f"/nowhere/{COOKIE}/")[0],
        visitor.ask("/report/send/", method="PUT", raw=COOKIE.encode())[0],
        visitor.ask("/report/send/", raw=b"words=" + COOKIE.encode() * 100_000)[0],
        visitor.ask("/report/check/", raw=b"\xff\x00" + COOKIE.encode())[0],
        visitor.ask("/follow/", {"receipt": receipt[:-1] + "!"})[0],
        visitor.ask("/follow/verdict/", {"receipt": receipt, "verdict": COOKIE})[0],
        visitor.ask("/report/", Host=f"{COOKIE}.example")[0],
        visitor.ask("/account/login/", {"login": COOKIE, "password": COOKIE})[0],
    ]


def _patterns(receipt: str) -> dict[str, bytes]:
    plain = receipt.replace("-", "")
    texts = {
        "peer": PEER, "forwarded": FORWARDED, "agent": AGENT, "language": LANGUAGE, "cookie": COOKIE,
        "receipt": receipt, "bare receipt": plain, "small receipt": receipt.lower(),
        "peer as number": str(int(ipaddress.ip_address(PEER))),
    }  # fmt: skip
    wide = {f"{name}, two bytes each": text.encode("utf-16-le") for name, text in texts.items()}
    return {"peer's bytes": ipaddress.ip_address(PEER).packed} | {k: v.encode() for k, v in texts.items()} | wide


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # the index puts new files in the place of old ones while one reads
        return b""


def _found(folder: Path, patterns: dict[str, bytes]) -> set[tuple[str, str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 3
    return {
        (path.name, name)
        for path in files
        for data in [_bytes(path)]
        for name, pattern in patterns.items()
        if pattern in data
    }


@pytest.mark.slow
def test_nothing_of_a_reporter_is_left_anywhere(server: Server) -> None:
    visitor = Visitor(server.base)
    page = visitor.ask("/report/")[1]
    unit = page.split('name="receiving_unit"')[1].split('<option value="')[2].split('"')[0]
    receipt = _walk(visitor, unit)
    statuses = _stumble(visitor, receipt)
    assert "released 2" in server.manage("shell", "-v0", "-c", _RELEASE)
    time.sleep(2)  # the worker indexes what was released
    assert WORDS in visitor.ask("/follow/", {"receipt": receipt})[1]
    # The search itself must be able to find: the words are there, the marks are not. Logs lie beside the data.
    everything = server.data.parent
    assert _found(everything, {"words": WORDS[:8].encode()}) != set()
    assert _found(everything, _patterns(receipt)) == set()
    assert visitor.cookies == []
    assert [status for status in statuses if status >= 500] == []
