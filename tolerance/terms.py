"""Outcomes and what a recognised case must not touch, in both languages; owns the words, never a decision."""

import json
from dataclasses import dataclass
from pathlib import Path

_DATA = json.loads((Path(__file__).parent / "outcomes.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a recognised case must not touch: its code, its Chinese name, whether only one place is known to say so."""

    code: str
    zh: str
    local: bool


# The Chinese names, by code, as the letters use them.
OUTCOMES_ZH: dict[str, str] = {code: zh for code, zh, _en in _DATA["outcomes"]}
# Effects known from one place's rules only are left out of letters: they are that place's, and no common rule.
EFFECTS: tuple[Effect, ...] = tuple(Effect(*row) for row in _DATA["effects_not_affected"])
EFFECTS_ZH: tuple[str, ...] = tuple(one.zh for one in EFFECTS if not one.local)
