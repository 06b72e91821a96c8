"""The check: each place is decided on by itself, and an accusation of a person gets a page of its own."""

import re

import pytest
from django.test import Client

from feedback.models import PooledEntry
from tests.cast import Organisation
from tests.feedback.walking import WORDS, answers, hidden

TELLING = WORDS + "有事打13800000000找张主任。"
ACCUSING = WORDS + "张主任收钱办事，大家都知道。"


def _heading(page: object) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page.content.decode(), re.DOTALL)  # type: ignore[attr-defined]
    assert found
    return found.group(1).strip()


def test_each_place_has_its_reason_its_change_and_its_leave(reporter: Client, organisation: Organisation) -> None:
    page = reporter.post("/report/check/", answers(organisation, words=TELLING)).content.decode()
    assert page.count('name="change" value="words" formaction="/report/#id_words"') == 2
    assert page.count('type="checkbox"') == 2
    assert "手机号能找到一个人" in page


def test_change_leads_back_to_the_field_with_everything_kept(reporter: Client, organisation: Organisation) -> None:
    form = {**hidden(reporter.post("/report/check/", answers(organisation, words=TELLING))), "change": "words"}
    page = reporter.post("/report/", form).content.decode()
    field = re.search(r"<textarea[^>]*>", page)
    assert field
    assert "autofocus" in field.group()
    assert 'id="id_words"' in field.group()
    assert "13800000000" in page


def test_an_unknown_field_is_not_focused(reporter: Client, organisation: Organisation) -> None:
    page = reporter.post("/report/", {**answers(organisation), "change": "token"})
    assert page.status_code == 200
    assert "autofocus" not in page.content.decode()


@pytest.mark.parametrize(
    ("so", "goes_on"),
    [
        ([], False),
        (["words:张主任"], False),
        (["words:13800000000", "task:张主任"], False),
        (["words:13800000000", "words:张主任"], True),
    ],
)
def test_nothing_goes_on_before_each_place_is_decided(
    reporter: Client, organisation: Organisation, so: list[str], goes_on: bool
) -> None:
    page = reporter.post("/report/keep/", {**answers(organisation, words=TELLING), "so": so})
    assert ("receipt" in page.context) == goes_on
    if not goes_on:
        assert 'role="alert"' in page.content.decode()
        assert [place.so for place in page.context["findings"]] == [
            "words:13800000000" in so, "words:张主任" in so,
        ]  # fmt: skip


def test_a_small_unit_is_noticed_by_its_short_name_too(reporter: Client, organisation: Organisation) -> None:
    for words in ("我们柳塘镇水利站天天报表。", "我们水利站天天报表，一天三次。"):
        found = reporter.post("/report/check/", answers(organisation, words=words)).context["findings"]
        assert [place.finding.kind.value for place in found] == ["small_unit"]
    assert not reporter.post("/report/check/", answers(organisation, words="柳塘镇天天要报表，一天三次。")).context[
        "findings"
    ]


@pytest.mark.parametrize("address", ["/report/check/", "/report/keep/"])
def test_an_accusation_gets_the_official_channels(reporter: Client, organisation: Organisation, address: str) -> None:
    page = reporter.post(address, answers(organisation, words=ACCUSING))
    text = page.content.decode()
    assert _heading(page) == "这段话像是在指控某个人"
    assert [number in text for number in ("12388", "12380", "12345", "信访", "110")] == [True] * 5
    assert "张主任收钱办事，大家都知道" in text
    assert not PooledEntry.objects.exists()


def test_an_accusation_can_be_rewritten_with_everything_kept(reporter: Client, organisation: Organisation) -> None:
    form = hidden(reporter.post("/report/check/", answers(organisation, words=ACCUSING)))
    page = reporter.post("/report/", {**form, "change": "words", "rewrite": "1"}).content.decode()
    assert "把人换成事" in page
    assert "张主任收钱办事" in page
    assert "autofocus" in page


def test_what_is_no_accusation_is_sent_so(reporter: Client, organisation: Organisation) -> None:
    form = hidden(reporter.post("/report/check/", answers(organisation, words=ACCUSING)))
    page = reporter.post("/report/check/", {**form, "so": "accusing"})
    assert [place.finding.text for place in page.context["findings"]] == ["张主任"]
    assert page.context["accusing"] == "accusing"
    page = reporter.post("/report/keep/", {**form, "so": ["accusing", "words:张主任"]})
    assert page.context["receipt"]


@pytest.mark.parametrize("words", ["王科长让我们重报。另外大家都骂人。", "收钱的事没有，只是表太多，太重复。"])
def test_a_grave_word_alone_accuses_nobody(reporter: Client, organisation: Organisation, words: str) -> None:
    page = reporter.post("/report/check/", answers(organisation, words=WORDS + words))
    assert _heading(page) != "这段话像是在指控某个人"
