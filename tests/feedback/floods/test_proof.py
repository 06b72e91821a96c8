import base64
import json
import time
from typing import Any

import pytest
from altcha import Challenge, solve_challenge
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from feedback.floods.proof import challenge_for, is_solution

ABOUT = "0123456789abcdef"


@pytest.fixture(autouse=True)
def _cheap(settings: Settings) -> None:
    settings.PROOF_COST = 1


def solved(challenge: str, **changes: Any) -> str:
    given = json.loads(challenge)
    solution = solve_challenge(Challenge.from_dict(given))
    assert solution is not None
    said = {"challenge": given, "solution": {**solution.to_dict(), **changes}}
    return base64.b64encode(json.dumps(said).encode()).decode()


def test_a_solution_passes_for_what_it_is_for_alone() -> None:
    payload = solved(challenge_for(ABOUT))
    assert [is_solution(payload, about) for about in (ABOUT, ABOUT[:-1], "")] == [True, False, False]


def test_a_challenge_keeps_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    payload, now = solved(challenge_for(ABOUT)), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 24 * 60 * 60 - 5)
    assert is_solution(payload, ABOUT)
    monkeypatch.setattr(time, "time", lambda: now + 24 * 60 * 60 + 5)
    assert not is_solution(payload, ABOUT)


@pytest.mark.parametrize(
    "changes",
    [
        {"counter": -1},
        {"counter": 2**32},
        {"counter": True},
        {"counter": "1"},
        {"counter": None},
        {"counter": 10**400},
        {"derivedKey": "00" * 32},
        {"derivedKey": None},
    ],
    ids=str,
)
def test_a_false_solution_does_not_pass(changes: dict[str, Any]) -> None:
    assert not is_solution(solved(challenge_for(ABOUT), **changes), ABOUT)


@pytest.mark.parametrize("change", [{"cost": 2}, {"keyPrefix": ""}, {"data": {"for": "other"}}, {"expiresAt": 9e99}])
def test_a_challenge_that_was_changed_does_not_pass(change: dict[str, Any]) -> None:
    challenge = json.loads(challenge_for(ABOUT))
    challenge["parameters"] |= change
    payload = solved(json.dumps(challenge))
    assert [is_solution(payload, about) for about in (ABOUT, "other")] == [False, False]


def test_the_price_is_the_setting(settings: Settings) -> None:
    settings.PROOF_COST = 7
    parameters = json.loads(challenge_for(ABOUT))["parameters"]
    assert (parameters["algorithm"], parameters["cost"], parameters["keyPrefix"]) == ("PBKDF2/SHA-256", 7, "00")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)


@given(st.text(max_size=300) | _JSON.map(lambda said: base64.b64encode(json.dumps(said).encode()).decode()))
def test_nothing_typed_breaks_the_check(payload: str) -> None:
    assert not is_solution(payload, ABOUT)


@given(parameters=_JSON, solution=_JSON)
def test_nothing_shaped_like_a_payload_breaks_the_check(parameters: Any, solution: Any) -> None:
    said = {"challenge": {"parameters": {"data": {"for": ABOUT}, "rest": parameters}}, "solution": solution}
    assert not is_solution(base64.b64encode(json.dumps(said).encode()).decode(), ABOUT)
