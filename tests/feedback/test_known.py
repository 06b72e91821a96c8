"""Published problems shown to somebody who writes: the right ones, published ones alone, and nothing kept."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from feedback.known import known
from search.models import DirtyMark
from tests.cast import Organisation
from tests.feedback.rows import problem

WORDS = "每个月都要在两个系统里重复填走访台账"


@pytest.fixture
def titles(organisation: Organisation) -> list[str]:
    problem(organisation.town, title="走访台账重复填报", statement="两个系统各填一遍。", published=True)
    problem(organisation.town, title="会议太多", statement="一周九个会。", published=True)
    problem(organisation.town, title="走访台账不公开的一件", statement="两个系统重复填走访台账。", published=False)
    return ["走访台账重复填报"]


def test_only_published_problems_of_the_same_matter_are_known(titles: list[str]) -> None:
    assert [row.title for row in known(WORDS)] == titles
    assert known("台账") == known("") == known("完全没有关系的一句话而已") == []


def test_problem_taken_off_the_board_is_known_no_longer(titles: list[str], organisation: Organisation) -> None:
    (row,) = known(WORDS)
    row.published = False
    row.save()
    assert known(WORDS) == []


def test_list_alone_is_answered_while_one_types(titles: list[str], reporter: Client) -> None:
    response = reporter.post(reverse("report_known"), {"words": WORDS})
    page = response.content.decode()
    assert titles[0] in page
    assert page.count('#me-too"') == len(known(WORDS))
    assert "<form" not in page
    assert WORDS not in page
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_whole_form_is_answered_with_all_that_was_typed(titles: list[str], reporter: Client) -> None:
    typed = {"words": WORDS, "task": "走访", "category": "B01", "token": "x"}
    page = reporter.post(reverse("report_known"), typed).content.decode()
    assert titles[0] in page
    assert WORDS in page
    assert 'value="走访"' in page
    assert f'formaction="{reverse("report_known")}#known"' in page
    assert 'role="alert"' not in page


def test_nothing_typed_leaves_a_trace(titles: list[str], reporter: Client, caplog: pytest.LogCaptureFixture) -> None:
    DirtyMark.objects.all().delete()
    reporter.post(reverse("report_known"), {"words": WORDS})
    assert not DirtyMark.objects.exists()
    assert WORDS not in caplog.text
    found = [
        path
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and "重复填走访".encode() in path.read_bytes()
    ]
    assert found == []


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text())
def test_any_text_may_be_written(titles: list[str], text: str) -> None:
    assert len(known(text)) <= 3
