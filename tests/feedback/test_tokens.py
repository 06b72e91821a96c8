from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from feedback import receipts, tokens


def test_a_token_carries_its_receipt_and_is_young_at_first(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 60
    receipt = receipts.new()
    assert tokens.read(tokens.issue(receipt)) == tokens.Token(receipt, tokens.Age.YOUNG)


def test_a_token_ripens_and_grows_old(settings: Settings) -> None:
    signed = tokens.issue()
    settings.FORM_LEAST_AGE = 0
    ripe = tokens.read(signed)
    assert ripe is not None
    assert ripe.age is tokens.Age.RIPE
    settings.FORM_MOST_AGE = -1
    assert tokens.read(signed) == tokens.Token(ripe.receipt, tokens.Age.OLD)


def test_each_token_has_a_receipt_of_its_own() -> None:
    found = [tokens.read(tokens.issue()) for _ in range(20)]
    assert len({token.receipt for token in found if token}) == 20


@given(st.integers(0, 90), st.characters())
def test_a_changed_token_is_not_ours(place: int, wrong: str) -> None:
    signed = tokens.issue()
    place %= len(signed)
    if signed[place] != wrong:
        assert tokens.read(signed[:place] + wrong + signed[place + 1 :]) is None


@given(st.text(max_size=200))
def test_any_text_is_no_token(text: str) -> None:
    assert tokens.read(text) is None


def test_kept_keeps_ours_and_replaces_others() -> None:
    signed = tokens.issue()
    assert tokens.kept(signed) == signed
    assert tokens.read(tokens.kept("x")) is not None
