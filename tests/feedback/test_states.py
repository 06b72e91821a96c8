"""The states in words: every step of the tables once, and who takes it, on a page in both languages."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from feedback.state_picture import LEFT, RIGHT, WIDTH
from feedback.states import drawn, states
from feedback.workflow import PROBLEM, REPORT, By, Step


@pytest.mark.parametrize("table", [PROBLEM, REPORT], ids=["problem", "report"])
def test_states_hold_every_step_once(table: tuple[Step, ...]) -> None:
    found = states(table)
    assert {one.code for one in found} == {code for step in table for code in (step.source, step.target)}
    assert [len(one.steps) for one in found] == [sum(s.source == one.code for s in table) for one in found]


def test_states_say_who_takes_a_step() -> None:
    with override("en"):
        found = {one.code: one.steps for one in states(PROBLEM)}
    assert found["watched"] == (("Came back", "those who reported it"), ("Settled", "the passing of time"))
    assert found["settled"] == ()


@pytest.mark.parametrize("table", [PROBLEM, REPORT], ids=["problem", "report"])
def test_picture_has_a_box_for_each_state_and_a_line_for_each_step_within_its_frame(table: tuple[Step, ...]) -> None:
    svg = drawn(table, "one")
    assert [re.escape(one.name) in re.escape(svg) for one in states(table)] == [True] * svg.count("<rect")
    ways = re.findall(r'<path d="(M[^"]+)" fill="none"', svg)
    assert len(ways) == len(table)
    assert len(set(ways)) == len(table)
    assert svg.count("var(--seal)") == sum(step.by is By.REPORTERS for step in table)
    assert svg.count("stroke-dasharray") == sum(step.by in {By.POOL, By.CLOCK} for step in table)
    places = {one.code: place for place, one in enumerate(states(table))}
    next_ones = sum(places[step.target] == places[step.source] + 1 for step in table)
    assert sum("C" not in way for way in ways) == next_ones > 0
    bends = [tuple(map(float, re.findall(r"[\d.-]+", way))) for way in ways if "C" in way]
    # A curve comes three quarters of the way to the points that draw it aside.
    furthest = [0.25 * edge + 0.75 * aside for edge, _y, aside, *_rest in bends]
    assert all(0 < x < WIDTH for x in furthest)
    assert {(x < LEFT, x > RIGHT) for x in furthest} <= {(True, False), (False, True)}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_names_every_state_and_no_right(language: str) -> None:
    with override(language):
        page = Client().get(reverse("problem_states")).content.decode()
        names = [one.name for table in (PROBLEM, REPORT) for one in states(table)]
    assert [name for name in names if page.count(f">{name}</span>") != 1] == []
    assert [step.by for step in PROBLEM + REPORT if isinstance(step.by, str) and step.by in page] == []
