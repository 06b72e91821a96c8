"""Calls the product's WSGI entry as a web server would, without one; owns the environ, never what is asked."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from config.wsgi import application
from tests.fuzz.drawing import BLANK


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: bytes as they would arrive.

    `length` is what Content-Length says, if not the truth; `blank` asks that its page be left blank.
    """

    method: str
    path: bytes
    query: str = ""
    body: bytes = b""
    kind: str = ""
    length: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    page: str


def ask(asked: Asked) -> Answer:
    """Return the answer of the whole product, from `config/wsgi.py` inwards."""
    heads: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_rest: Any) -> None:
        heads.append((status, headers))

    parts: Iterable[bytes] = application(_environ(asked), start)
    page = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    (status, headers) = heads[-1]
    return Answer(int(status[:3]), dict(headers), page.decode(errors="replace"))


def _environ(asked: Asked) -> dict[str, Any]:
    environ = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": asked.path.decode("latin-1"),
        "QUERY_STRING": asked.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.83.197.201",
        "CONTENT_LENGTH": str(len(asked.body)) if asked.length is None else asked.length,
        "CONTENT_TYPE": asked.kind,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(asked.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "HTTP_HOST": "localhost",
    }
    if asked.blank:
        environ[BLANK] = True
    return environ | {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers.items()}
