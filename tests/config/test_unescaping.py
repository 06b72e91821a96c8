from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from config.unescaping import FORM, MOST, shorten_form, shortened

_ESCAPES = st.sampled_from(
    ["%E6", "%af", "%8F", "%C3%A9", "%20", "%26", "%3D", "%25", "%", "+", "&", "=", "a", "%F0%9F"]
)


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=60), max_size=5))
def test_a_form_keeps_every_field_and_value(fields: dict[str, str]) -> None:
    body = urlencode(fields).encode()
    assert QueryDict(shortened(body), encoding="utf-8") == QueryDict(body, encoding="utf-8")
    assert QueryDict(shortened(body), encoding="utf-8").dict() == fields


@given(st.one_of(st.binary(max_size=80), st.lists(_ESCAPES, max_size=30).map("".join).map(str.encode)))
def test_whatever_stands_in_a_body_is_read_as_before(body: bytes) -> None:
    assert QueryDict(shortened(body), encoding="utf-8") == QueryDict(body, encoding="utf-8")


def test_chinese_is_put_back_as_it_was() -> None:
    assert shortened(urlencode({"words": "每周 报&表"}).encode()) == "words=每周+报%26表".encode()


def _environ(body: bytes, kind: str, length: str) -> dict[str, object]:
    return {"wsgi.input": BytesIO(body), "CONTENT_TYPE": kind, "CONTENT_LENGTH": length}


def test_length_and_body_go_on_together() -> None:
    environ = _environ(b"words=%E6%AF%8F", FORM, "15")
    shorten_form(environ)
    body = environ["wsgi.input"]
    assert isinstance(body, BytesIO)
    assert body.read() == "words=每".encode()
    assert environ["CONTENT_LENGTH"] == "9"


@pytest.mark.parametrize(
    ("kind", "length"), [("multipart/form-data; boundary=x", "15"), ("", "15"), (FORM, ""), (FORM, str(MOST + 1))]
)
def test_other_bodies_are_not_touched(kind: str, length: str) -> None:
    environ = _environ(b"words=%E6%AF%8F", kind, length)
    shorten_form(environ)
    body = environ["wsgi.input"]
    assert isinstance(body, BytesIO)
    assert (body.tell(), environ["CONTENT_LENGTH"]) == (0, length)
