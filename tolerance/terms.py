"""Outcomes and what a recognised case must not touch, in both languages; owns the words, never a decision."""

import json
from pathlib import Path

_DATA = json.loads((Path(__file__).parent / "outcomes.json").read_text(encoding="utf-8"))

# The Chinese names, by code, as the letters use them.
OUTCOMES_ZH: dict[str, str] = {code: zh for code, zh, _en in _DATA["outcomes"]}
EFFECTS_ZH: tuple[str, ...] = tuple(zh for _code, zh in _DATA["effects_not_affected"])
