"""The public page on which a letter is checked: right, wrong, mistyped; it stores nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tolerance.letters import check_code
from tolerance.models import Letter
from tolerance.verifying import Answer, verify


@pytest.fixture
def letter(organisation: Organisation, cast: Cast) -> Letter:
    return case_in("accepted", organisation, cast).letters.get()


def test_a_letter_is_known_by_number_and_code_however_typed(letter: Letter) -> None:
    code = check_code(letter.sha256)
    known = Answer(str(letter.get_kind_display()), letter.sha256)
    for number in (letter.number, "容错受[2026]1号", " 容错受（2026）1号 ", "容错受 【2026】 1 号"):
        assert verify(number, code) == known
    assert verify(letter.number, code.lower().replace("-", " ")) == known


def test_a_wrong_number_and_a_wrong_code_are_not_told_apart(letter: Letter) -> None:
    code = check_code(letter.sha256)
    wrong = code.replace(code[0], "2" if code[0] != "2" else "3", 1)
    assert verify(letter.number, wrong) == verify("容错受〔2026〕2号", code) == verify("", "") == Answer()


def test_a_typed_fingerprint_is_compared(letter: Letter) -> None:
    code = check_code(letter.sha256)
    assert verify(letter.number, code, letter.sha256.upper()).same_hash is True
    assert verify(letter.number, code, letter.sha256[:-1]).same_hash is False


def test_the_page_shows_kind_and_fingerprint_only_and_writes_nothing(letter: Letter, reporter: Client) -> None:
    sent = {"number": letter.number, "code": check_code(letter.sha256)}
    with CaptureQueriesContext(connection) as queries:
        answer = reporter.get("/verify/", sent)
    page = answer.content.decode()
    assert not answer.cookies
    assert letter.sha256 in page
    assert "Applicant" not in page
    assert letter.case.title not in page
    assert [one["sql"] for one in queries if not one["sql"].startswith("SELECT")] == []
    assert letter.sha256 not in reporter.get("/verify/", sent | {"code": "22222-22222"}).content.decode()
    assert reporter.get("/verify/", {"number": letter.number}).status_code == 422
