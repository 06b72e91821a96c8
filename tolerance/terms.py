"""Outcomes and what a recognised case must not touch, in both languages; owns the words, never a decision."""

import json
from pathlib import Path

_DATA = json.loads((Path(__file__).parent / "outcomes.json").read_text(encoding="utf-8"))

# The Chinese names, by code, as the letters use them.
OUTCOMES_ZH: dict[str, str] = {code: zh for code, zh, _en in _DATA["outcomes"]}
# Effects known from one place's rules only are left out of letters: they are that place's, and no common rule.
EFFECTS_ZH: tuple[str, ...] = tuple(zh for _code, zh, local in _DATA["effects_not_affected"] if not local)
