import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.mending import mend_body_headers


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded"),
        ("application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded"),
        ("text/plain;Charset = \x00; x=y", "text/plain; x=y"),
        ("multipart/form-data; charset=idna; boundary=qz", "multipart/form-data; boundary=qz"),
        ("", ""),
    ],
)
def test_only_the_encoding_is_dropped(said: str, kept: str) -> None:
    environ = {"CONTENT_TYPE": said, "CONTENT_LENGTH": "12"}
    mend_body_headers(environ)
    assert environ == {"CONTENT_TYPE": kept, "CONTENT_LENGTH": "12"}


@pytest.mark.parametrize("length", ["x", "-1", "１", " ", "1.5", "0x10"])
def test_a_length_that_is_no_number_is_none(length: str) -> None:
    environ = {"CONTENT_LENGTH": length}
    mend_body_headers(environ)
    assert environ == {"CONTENT_TYPE": "", "CONTENT_LENGTH": ""}


@given(st.text(max_size=60), st.text(max_size=9))
def test_what_was_mended_stays_so(kind: str, length: str) -> None:
    environ = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": length}
    mend_body_headers(environ)
    once = dict(environ)
    mend_body_headers(environ)
    assert int(environ["CONTENT_LENGTH"] or 0) >= 0
    assert environ["CONTENT_LENGTH"] == once["CONTENT_LENGTH"]
