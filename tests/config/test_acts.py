"""Every act that goes into the trail has a name for people."""

import re
from pathlib import Path

from accounts import acts

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "feedback", "tolerance", "digests", "jobs", "search", "config")
# `room.act` as a whole string, handed over as an act or to a helper that records it.
ACT = re.compile(r'(?:\bact=|_record\([^)]*?|\bnote\([^)]*?|_note\([^)]*?|act=.* else )"([a-z]+\.[a-z_]+)"')


def test_every_act_in_the_source_has_a_name() -> None:
    found = {
        act
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
        for act in ACT.findall(path.read_text(encoding="utf-8"))
    }
    assert "report.decline" in found
    assert {act for act in found if acts.label(act) == act} == set()


def test_every_step_of_a_case_has_a_name() -> None:
    assert acts.label("case.accepted") != "case.accepted"
    assert acts.label("case.corrected") != "case.corrected"
