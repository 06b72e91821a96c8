from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.environment import BadEnvironmentError
from config.mail import mail_settings

SENDER = "qingzhuang@qingyuan.example"


def test_no_url_means_no_server() -> None:
    assert mail_settings("", "")["EMAIL_HOST"] == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtps://mail.example", ("mail.example", 465, "", "", False, True)),
        ("smtp+starttls://qz:p%40ss@mail.example:2525", ("mail.example", 2525, "qz", "p@ss", True, False)),
    ],
)
def test_url_is_read(url: str, expected: tuple[object, ...]) -> None:
    found = mail_settings(url, SENDER)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize("url", ["mail.example:25", "http://mail.example", "smtp://", "smtp"])
def test_another_url_stops_the_start(url: str) -> None:
    with pytest.raises(BadEnvironmentError, match="QZ_SMTP_URL"):
        mail_settings(url, SENDER)


def test_a_server_needs_a_sender() -> None:
    with pytest.raises(BadEnvironmentError, match="QZ_MAIL_FROM"):
        mail_settings("smtp://mail.example", "")


@given(st.text(alphabet="abc%@:/é 密", min_size=1, max_size=12))
def test_any_password_comes_back(password: str) -> None:

    found = mail_settings(f"smtp://qz:{quote(password, safe='')}@mail.example", SENDER)
    assert found["EMAIL_HOST_PASSWORD"] == password
