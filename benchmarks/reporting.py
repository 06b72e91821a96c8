"""A reporter over plain HTTP, for measurements; owns the requests of the three steps, and knows no Django."""

import http.client
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_SENTENCE = "每周都要向三个科室报同一份走访台账，格式各不相同，录一次系统再填两张表，照片还要打水印。"
WORDS = (_SENTENCE * 30)[:960]


@dataclass
class Reporter:
    """One connection to the server, kept open.

    Attributes:
        port: where the server answers on loopback.
        source: the address that the reporter has; any of 127.0.0.0/8 reaches this machine.
        headers: what is sent with every request.
    """

    port: int
    source: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def ask(
        self, path: str, form: dict[str, str] | None = None, files: Mapping[str, bytes] | None = None
    ) -> tuple[int, str, float]:
        """Return status, text and seconds of one answer; `files` are sent along by their names."""
        body, kind = _packed(form, files) if form is not None else (None, {})
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=60, source_address=(self.source, 0)
            )
        start = time.perf_counter()
        try:
            self._connection.request("POST" if body else "GET", path, body, self.headers | kind)
            answer = self._connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.close()
            return 0, "", time.perf_counter() - start
        return answer.status, text, time.perf_counter() - start

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection:
            self._connection.close()
            self._connection = None


def _packed(form: dict[str, str], files: Mapping[str, bytes] | None) -> tuple[bytes, dict[str, str]]:
    if not files:
        return urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    border = uuid.uuid4().hex
    heads = [(f'name="{name}"', value.encode()) for name, value in form.items()]
    heads += [(f'name="chosen"; filename="{name}"', data) for name, data in files.items()]
    parts = [f"--{border}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data for head, data in heads]
    body = b"\r\n".join([*parts, f"--{border}--\r\n".encode()])
    return body, {"Content-Type": f"multipart/form-data; boundary={border}"}


def hidden(page: str) -> dict[str, str]:
    """Return the hidden inputs of a page."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


def answers(unit: str, words: str = WORDS) -> dict[str, str]:
    """Return what a reporter types."""
    return {"category": "B04", "words": words, "receiving_unit": unit}


def was_stored(status: int, page: str) -> bool:
    """Return whether this is the last page, which acknowledges the report."""
    return status == http.client.OK and 'id="receipt"' in page and 'name="token"' not in page
