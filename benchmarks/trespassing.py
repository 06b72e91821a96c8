"""A reporter who is marked all over and does everything wrong; owns the marks and the requests, and knows no Django."""

import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import ClassVar

from benchmarks.reporting import Reporter, answers, hidden, was_stored
from tests.jobs.rebuilding import samples

# Any address of 127.0.0.0/8 reaches this machine, so that the peer itself is marked and not only its headers.
ADDRESS = "127.83.197.201"
FORWARDED = "203.0.113.77"
AGENT, LANGUAGE, COOKIE = "Markierung-Browser/97.31", "tlh-Markierung", "Markierungskeks4711"
FILE = "Aktenzeichen-Markierung-77"
RIPE_SECONDS = 2.1
HEADERS = {
    "User-Agent": AGENT,
    "Accept-Language": LANGUAGE,
    "Cookie": f"sessionid={COOKIE}; csrftoken={COOKIE}",
    "X-Forwarded-For": FORWARDED,
    "Forwarded": f"for={FORWARDED}",
    "X-Real-IP": FORWARDED,
    "Referer": f"http://intranet.example/{COOKIE}",
}
# The start of a TLS handshake, as a browser sends it that was given https:// by mistake.
_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + COOKIE.encode() * 20


class RefusedError(RuntimeError):
    """The product did not take what it must take."""


class Trespasser:
    """Sends from the marked address."""

    words: ClassVar[str] = "每月都要把同一份走访台账抄成四种格式，光是照片水印就要半天。"

    def __init__(self, port: int) -> None:
        """Take the port on which the product answers."""
        self._port = port

    def walk(self, unit: str, broken: Callable[[], AbstractContextManager[None]] | None = None) -> str:
        """Send a report with three files in all its steps, add a message with one, and return the receipt.

        Args:
            unit: the receiving unit's number.
            broken: breaks the product, so that sending first ends in a fault.

        Raises:
            RefusedError: one of them was not taken, or the fault did not come.
        """
        reporter = Reporter(self._port, ADDRESS, HEADERS)
        token = hidden(reporter.ask("/report/")[1])["token"]
        checked = reporter.ask("/report/check/", answers(unit, self.words) | {"token": token})[1]
        kept = hidden(reporter.ask("/report/keep/", hidden(checked))[1])
        time.sleep(RIPE_SECONDS)
        files = {f"{FILE}.jpg": samples.jpeg(), f"{FILE}.png": samples.png(), f"{FILE}.pdf": samples.pdf()}
        if broken:
            with broken():
                status, page, _ = reporter.ask("/report/send/", kept, files)
            if status != HTTPStatus.INTERNAL_SERVER_ERROR or self.words in page:
                raise RefusedError(f"the fault: {status}")
        status, page, _ = reporter.ask("/report/send/", kept, files)
        receipt = token.split(":")[0]
        if not was_stored(status, page):
            raise RefusedError(f"the report: {status}")
        reporter.ask("/follow/", {"receipt": receipt})
        message = {"receipt": receipt, "text": "上周又多了一列。"}
        status, page, _ = reporter.ask("/follow/add/", message, {f"{FILE}-2.jpg": samples.jpeg(3)})
        reporter.close()
        if "上周又多了一列。" not in page or 'id="errors"' in page:
            raise RefusedError(f"the message: {status}")
        return receipt

    def stumble(self, receipt: str) -> None:
        """Do what goes wrong: wrong pages, forms, methods, hosts and bytes, and connections that break off."""
        reporter = Reporter(self._port, ADDRESS, HEADERS)
        reporter.ask(f"/nowhere/{COOKIE}/")
        reporter.ask("/follow/", {"receipt": receipt[:-1] + "!"})
        reporter.ask("/report/send/", {"token": f"{receipt}:{COOKIE}", "words": receipt})
        reporter.ask("/search/?q=" + COOKIE)
        reporter.ask("/account/login/", {"login": "nobody", "password": COOKIE})
        reporter.close()
        lines = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        host = f"Host: 127.0.0.1\r\nConnection: close\r\n{lines}"
        long = 1_200_000
        for request in (
            f"GET / HTTP/1.1\r\nHost: {COOKIE}.example\r\nConnection: close\r\n{lines}\r\n".encode(),
            f"PUT /report/send/ HTTP/1.1\r\n{host}Content-Length: 4\r\n\r\noops".encode(),
            f"POST /report/send/ HTTP/1.1\r\n{host}Content-Length: {long}\r\n\r\n".encode() + b"w" * long,
            f"POST /report/send/ HTTP/1.1\r\n{host}Content-Length: 5000\r\n\r\n{receipt}".encode(),
            f"POST /report/send/ HTTP/1.1\r\n{host}Content-Type: multipart/form-data; boundary={COOKIE}\r\n"
            f"Content-Length: 9\r\n\r\n--{COOKIE[:5]}\r\n".encode(),
            f"GET /\x00\xff{COOKIE} HTTP/1.1\r\n{host}\r\n".encode("latin-1"),
            f"{COOKIE}\r\n{host}\r\n".encode(),
            f"GET /report/ HTTP/9.7\r\n{host}\r\n".encode(),
            _HELLO,
        ):
            self._send(request)

    def _send(self, request: bytes) -> None:
        """Send raw bytes; what is answered does not matter here."""
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=3, source_address=(ADDRESS, 0)) as line:
                line.sendall(request)
                while line.recv(65536):
                    pass
        except OSError:  # it broke off, or waits for the rest of what never comes
            return
