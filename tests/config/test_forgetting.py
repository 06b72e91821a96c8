"""What the WSGI entry lets through, and what it forgets."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.forgetting import KEPT_HEADERS, PEER_VARIABLES, Forgetting, forget_sender

MARK = "203.0.113.77"


def _request(path: str) -> dict[str, Any]:
    return {
        "PATH_INFO": path,
        "REMOTE_ADDR": MARK,
        "REMOTE_PORT": "4711",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": "sessionid=abc",
        "HTTP_REFERER": "http://localhost/work/",
        "HTTP_ORIGIN": "http://localhost",
        "HTTP_USER_AGENT": "Marker/1.0",
        "HTTP_ACCEPT_LANGUAGE": "ug",
        "HTTP_X_FORWARDED_FOR": MARK,
        "HTTP_FORWARDED": f"for={MARK}",
        "HTTP_X_NEW_PROXY_HEADER": MARK,
        "wsgi.url_scheme": "http",
    }


@pytest.mark.parametrize("path", ["/", "/report/", "/en/follow/", "/workshop/", "/accounting/"])
def test_public_pages_know_nothing_of_the_sender(path: str) -> None:
    environ = _request(path)
    forget_sender(environ)
    assert environ == {"PATH_INFO": path, "HTTP_HOST": "localhost", "wsgi.url_scheme": "http"}


@pytest.mark.parametrize("path", ["/work/", "/account/login/", "/en/work/reports/", "/en/account/"])
def test_staff_pages_keep_their_cookie_but_no_address(path: str) -> None:
    environ = _request(path)
    forget_sender(environ)
    assert set(environ) == {
        "PATH_INFO", "HTTP_HOST", "HTTP_COOKIE", "HTTP_REFERER", "HTTP_ORIGIN", "wsgi.url_scheme",
    }  # fmt: skip


@given(st.dictionaries(st.text(min_size=1).map("HTTP_{}".format), st.text()))
def test_headers_nobody_thought_of_are_forgotten(headers: dict[str, str]) -> None:
    environ: dict[str, Any] = {"PATH_INFO": "/work/", "REMOTE_ADDR": MARK, **headers}
    forget_sender(environ)
    assert {name for name in environ if name.startswith("HTTP_")} <= KEPT_HEADERS
    assert not PEER_VARIABLES & set(environ)


def test_the_wrapped_application_sees_the_forgotten_request() -> None:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: object) -> list[bytes]:
        seen.update(environ)
        return [b"x"]

    assert Forgetting(application)(_request("/"), lambda *_: None) == [b"x"]
    assert MARK not in str(seen)


def test_fault_of_the_application_reaches_the_server_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    def application(environ: dict[str, Any], start_response: object) -> list[bytes]:
        raise ValueError(MARK)

    said: list[str] = []
    body = b"".join(Forgetting(application)({"PATH_INFO": "/"}, lambda status, _: said.append(status)))
    assert said == ["500 Internal Server Error"]
    assert MARK not in body.decode() + capsys.readouterr().err
