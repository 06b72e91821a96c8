import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import lettering
from feedback import receipts

drawn = st.text(receipts.ALPHABET, min_size=19, max_size=19)
LOOK_ALIKES = ["0O", "1IL", "VU"]


def _receipt(nineteen: str) -> str:
    """Return the receipt whose first nineteen characters are these: only one last character is accepted."""
    found = []
    for last in receipts.ALPHABET:
        try:
            found.append(receipts.parse(nineteen + last))
        except lettering.MistypedError:
            continue
    assert len(found) == 1
    return found[0]


def test_a_receipt_carries_at_least_95_random_bits() -> None:
    assert len(set(receipts.ALPHABET)) == 32
    assert (receipts.LENGTH - 1) * math.log2(len(receipts.ALPHABET)) >= 95


def test_new_receipts_have_the_form_and_differ() -> None:
    many = {receipts.new() for _ in range(500)}
    assert len(many) == 500
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}", each) for each in many)
    assert all(receipts.parse(each) == each for each in many)


def test_every_character_occurs_at_every_random_place() -> None:
    plain = ["".join(receipts.new().split("-")) for _ in range(3000)]
    assert all({each[place] for each in plain} == set(receipts.ALPHABET) for place in range(20))


def test_the_alphabet_has_one_of_each_set_of_look_alikes() -> None:
    assert [len(set(alike) & set(receipts.ALPHABET)) for alike in LOOK_ALIKES] == [1, 1, 1]


@given(
    drawn, st.sampled_from(["{}", " {} ", "{}\n", "\u3000{}"]), st.sampled_from(["-", "", " ", "—", "－", "   ", "_"])
)
def test_parse_understands_what_people_type(nineteen: str, around: str, between: str) -> None:
    receipt = _receipt(nineteen)
    typed = around.format(between.join(receipt.split("-")))
    wide = "".join(chr(ord(each) + 0xFEE0) if each.isalnum() else each for each in typed)
    for form in (typed, typed.lower(), wide, typed.replace("0", "o").replace("1", "l").replace("V", "u")):
        assert receipts.parse(form) == receipt


@given(drawn, st.integers(0, 19), st.sampled_from(receipts.ALPHABET))
def test_any_single_wrong_character_is_noticed(nineteen: str, place: int, wrong: str) -> None:
    plain = _receipt(nineteen).replace("-", "")
    if plain[place] != wrong:
        with pytest.raises(lettering.MistypedError):
            receipts.parse(plain[:place] + wrong + plain[place + 1 :])


@given(drawn, st.integers(0, 19), st.integers(0, 19))
def test_any_two_swapped_characters_are_noticed(nineteen: str, one: int, other: int) -> None:
    swapped = list(_receipt(nineteen).replace("-", ""))
    if swapped[one] != swapped[other]:
        swapped[one], swapped[other] = swapped[other], swapped[one]
        with pytest.raises(lettering.MistypedError):
            receipts.parse("".join(swapped))


@given(st.text(max_size=60))
def test_parse_takes_any_text_without_another_error(typed: str) -> None:
    try:
        parsed = receipts.parse(typed)
    except lettering.MistypedError:
        return
    assert receipts.parse(parsed) == parsed


@pytest.mark.parametrize("typed", ["", "7K2M", "A" * 21, "7K2M-9QXR-4TBC-0WHN-E5Z!", "字" * 20, "\x00" * 20])
def test_parse_refuses_what_cannot_be_one(typed: str) -> None:
    with pytest.raises(lettering.MistypedError):
        receipts.parse(typed)


@given(
    drawn, st.sampled_from(["我的回执码是{}，请看", "{}", "({})", "编号：{}。"]), st.sampled_from(["-", "", " ", " - "])
)
def test_found_in_notices_a_receipt_however_it_is_spaced(nineteen: str, text: str, between: str) -> None:
    receipt = _receipt(nineteen)
    assert receipts.found_in(text.format(between.join(receipt.split("-"))))
    assert receipts.found_in(text.format(between.join(receipt.lower().split("-"))))


@pytest.mark.parametrize(
    "text", ["", "每周报三份台账，共 1463.2 万元。", "文号20240138000000001", "7K2M-9QXR-4TBC", "字" * 5000]
)
def test_found_in_leaves_ordinary_text_alone(text: str) -> None:
    assert not receipts.found_in(text)


def test_found_in_leaves_a_wrong_check_character_alone() -> None:
    receipt = receipts.new()
    assert not receipts.found_in(receipt[:-1] + ("0" if receipt[-1] != "0" else "2"))


@pytest.mark.django_db
def test_digest_is_keyed_and_stable() -> None:
    receipt = receipts.new()
    digest = receipts.digest(receipt)
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    assert receipts.digest(receipt) == digest != receipts.digest(receipts.new())
    assert receipts.digests(receipt) == [digest]
