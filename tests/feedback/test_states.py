"""The states in words: every step of the tables once, and who takes it, on a page in both languages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from feedback.states import states
from feedback.workflow import PROBLEM, REPORT, Step


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


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_names_every_state_and_no_right(language: str) -> None:
    with override(language):
        page = Client().get(reverse("problem_states")).content.decode()
        names = [one.name for table in (PROBLEM, REPORT) for one in states(table)]
    assert [name for name in names if page.count(f">{name}</span>") != 1] == []
    assert [step.by for step in PROBLEM + REPORT if isinstance(step.by, str) and step.by in page] == []
