"""Case codes: written like receipts, and never one of them."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.lettering import ALPHABET, MistypedError, check_character
from feedback import receipts
from tolerance import case_codes


def test_code_is_understood_however_it_is_typed() -> None:
    code = case_codes.new()
    for typed in (code, code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} "):
        assert case_codes.parse(typed) == code


@given(st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(place: int, other: str) -> None:
    plain = "7K2M9QXR4TBC0WHNE5Z"
    code = plain + check_character(plain)
    changed = code[:place] + other + code[place + 1 :]
    if changed == code:
        assert case_codes.parse(changed).replace("-", "") == code
    else:
        with pytest.raises(MistypedError):
            case_codes.parse(changed)


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_is_refused(typed: str) -> None:
    try:
        code = case_codes.parse(typed)
    except MistypedError:
        return
    assert case_codes.parse(code) == code


@pytest.mark.django_db
def test_no_digest_of_a_code_is_one_of_a_receipt() -> None:
    code = case_codes.new()
    assert case_codes.digest(code) == case_codes.digest(code)
    assert case_codes.digest(code) not in receipts.digests(code)


def test_codes_and_receipts_are_found_in_a_text() -> None:
    assert case_codes.found_in(f"我的回执码是 {receipts.new().lower()}，请对照。")
    assert case_codes.found_in(f"案件码{case_codes.new()}")
    assert not case_codes.found_in("编号 RC2026-0001，电话 13800000000。")


@override_settings(FORM_LEAST_AGE=0)
def test_token_carries_its_code_and_a_forged_one_nothing() -> None:
    code = case_codes.new()
    signed = case_codes.token(code)
    found = case_codes.read_token(signed)
    assert found is not None
    assert (found[0], found[1].value) == (code, "ripe")
    assert case_codes.read_token(signed[:-1] + ("a" if signed[-1] != "a" else "b")) is None
