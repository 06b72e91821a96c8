import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import lettering
from feedback import codes, receipts

drawn = st.text(lettering.ALPHABET, min_size=15, max_size=15)


def test_a_code_carries_75_random_bits() -> None:
    assert (codes.LENGTH - 1) * math.log2(len(lettering.ALPHABET)) == 75


def test_new_codes_are_in_canonical_form_and_differ() -> None:
    found = [codes.new() for _ in range(200)]
    assert [codes.parse(code) for code in found] == found
    assert len(set(found)) == 200
    assert {len(code) for code in found} == {19}


@given(drawn, st.sampled_from([" ", "-", "－", "", "·"]))
def test_typing_is_read_kindly(fifteen: str, separator: str) -> None:
    code = lettering.grouped(fifteen + lettering.check_character(fifteen))
    typed = separator.join(code.lower().split("-")).replace("0", "o").replace("1", "l")
    assert codes.parse(typed) == code


@given(drawn, st.integers(0, 15), st.sampled_from(lettering.ALPHABET))
def test_any_one_wrong_character_is_noticed(fifteen: str, place: int, wrong: str) -> None:
    plain = fifteen + lettering.check_character(fifteen)
    if plain[place] == wrong:
        return
    with pytest.raises(lettering.MistypedError):
        codes.parse(plain[:place] + wrong + plain[place + 1 :])


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_refused(typed: str) -> None:
    try:
        code = codes.parse(typed)
    except lettering.MistypedError:
        return
    assert codes.parse(code) == code


def test_a_receipt_is_no_code_and_a_code_no_receipt() -> None:
    with pytest.raises(lettering.MistypedError):
        codes.parse(receipts.new())
    with pytest.raises(lettering.MistypedError):
        receipts.parse(codes.new())


@given(drawn, st.text("报表，。 \n", max_size=20))
def test_a_code_is_found_in_a_text_however_it_is_spaced(fifteen: str, around: str) -> None:
    code = lettering.grouped(fifteen + lettering.check_character(fifteen))
    assert codes.candidates(f"{around}撕码{code.lower().replace('-', ' ')}。{around}") == [code]


def test_digest_and_mark_have_nothing_in_common(db: None) -> None:
    code = codes.new()
    assert len({codes.digest(code), codes.mark(code), receipts.digest(code)}) == 3
    assert (codes.digest(code), codes.mark(code)) == (codes.digest(code), codes.mark(code))
