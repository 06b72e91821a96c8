"""A flood through the pages: people pass by an answer or by work, machines do not, and nothing typed is lost."""

import base64
import json
from datetime import date
from html import unescape
from typing import Any

import pytest
from altcha import Challenge, solve_challenge
from django.test import Client
from pytest_django import Settings

from feedback import receipts, tokens
from feedback.floods.buckets import ProofNeededError, refill
from feedback.intake import Content
from feedback.models import Bucket, PooledEntry
from feedback.models.bucket import SITE
from feedback.services import submit_report
from tests.conftest import Organisation
from tests.feedback.floods.test_buckets import Top
from tests.feedback.floods.test_question import answer_to
from tests.feedback.walking import WORDS, answers, hidden, receipt_of, walk_to_keep

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _small(settings: Settings, organisation: Organisation) -> None:
    settings.FORM_LEAST_AGE, settings.PROOF_COST = 0, 1
    settings.FLOOD_SITE, settings.FLOOD_UNIT, settings.FLOOD_REFILL, settings.FLOOD_LOW = 100, 10, 20, 40
    refill(chance=Top())


def _level(place: int, level: int) -> None:
    Bucket.objects.filter(place=place).update(level=level)


def _answered(page: Any) -> dict[str, str]:
    return {**hidden(page), "answer": str(answer_to(page.context["asked"].question.words))}


def _worked(page: Any) -> dict[str, str]:
    challenge = json.loads(unescape(page.content.decode().split('data-proof="')[1].split('"')[0]))
    solution = solve_challenge(Challenge.from_dict(challenge))
    assert solution is not None
    said = {"challenge": challenge, "solution": solution.to_dict()}
    return {**hidden(page), "proof": base64.b64encode(json.dumps(said).encode()).decode()}


def test_while_there_is_enough_nobody_is_asked(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    assert form.keys() == {"category", "words", "receiving_unit", "token"}
    assert b"data-proof" not in reporter.post("/report/keep/", form).content
    reporter.post("/report/send/", form)
    assert PooledEntry.objects.count() == 1


@pytest.mark.parametrize("way", [_answered, _worked], ids=["answer", "work"])
def test_when_little_is_left_an_answer_or_work_passes(reporter: Client, organisation: Organisation, way: Any) -> None:
    _level(SITE, 40)
    form = walk_to_keep(reporter, organisation, task="走访台账")
    page = reporter.post("/report/send/", {**form, "answer": ""})
    assert (page.status_code, PooledEntry.objects.count()) == (200, 0)
    assert (hidden(page)["words"], hidden(page)["task"], receipt_of(hidden(page))) == (
        WORDS, "走访台账", receipt_of(form),
    )  # fmt: skip
    done = reporter.post("/report/send/", way(page))
    assert receipt_of(form) in done.content.decode()
    assert (PooledEntry.objects.count(), Bucket.objects.get(place=SITE).level) == (1, 39)


def test_the_page_before_asks_already_so_that_nobody_waits(reporter: Client, organisation: Organisation) -> None:
    _level(organisation.county.pk, 4)
    page = reporter.post("/report/keep/", walk_to_keep(reporter, organisation))
    reporter.post("/report/send/", _answered(page))
    assert PooledEntry.objects.count() == 1


def test_a_wrong_answer_is_told_and_another_question_asked(reporter: Client, organisation: Organisation) -> None:
    _level(SITE, 40)
    page = reporter.post("/report/keep/", walk_to_keep(reporter, organisation))
    again = reporter.post("/report/send/", {**_answered(page), "answer": "7"})
    assert again.context["notice"] == "答案不对，请回答新的问题。您填写的内容没有丢失。"
    assert hidden(again)["asked"] != hidden(page)["asked"]
    assert PooledEntry.objects.count() == 0


def test_one_proof_stores_one_report(reporter: Client, organisation: Organisation) -> None:
    _level(SITE, 40)
    form = _worked(reporter.post("/report/keep/", walk_to_keep(reporter, organisation)))
    for words in (WORDS, WORDS + "另一件。", WORDS + "第三件。"):
        reporter.post("/report/send/", {**form, "words": words})
        reporter.post("/report/send/", {**form, "words": words, "token": tokens.issue()})
    assert PooledEntry.objects.count() == 1


def test_when_nothing_is_left_the_page_says_so_and_keeps_everything(
    reporter: Client, organisation: Organisation
) -> None:
    form = walk_to_keep(reporter, organisation, task="走访台账", hours="0.5-2")
    _level(organisation.county.pk, 0)
    page = reporter.post("/report/send/", form)
    assert (page.status_code, page.headers["Retry-After"], PooledEntry.objects.count()) == (429, "600", 0)
    assert {name: hidden(page)[name] for name in form} == form
    refill(chance=Top())
    reporter.post("/report/send/", _answered(page))
    assert PooledEntry.objects.count() == 1


def test_what_people_never_see_makes_the_page_ask(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    page = reporter.post("/report/send/", {**form, "website": "http://example.com"})
    assert (page.status_code, PooledEntry.objects.count()) == (200, 0)
    reporter.post("/report/send/", {**_answered(page), "website": "http://example.com"})
    assert PooledEntry.objects.count() == 1


def test_sending_the_same_again_takes_nothing_and_needs_nothing(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    first = reporter.post("/report/send/", form)
    _level(SITE, 0)
    assert reporter.post("/report/send/", form).content == first.content
    assert Bucket.objects.get(place=SITE).level == 0


def test_a_message_is_held_back_alike_and_stays_in_its_field(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    reporter.post("/report/send/", form)
    message = {"receipt": receipt_of(form), "text": "上周又多了一列。"}
    _level(SITE, 0)
    assert reporter.post("/follow/add/", message).status_code == 429
    _level(SITE, 40)
    page = reporter.post("/follow/add/", message)
    assert "上周又多了一列。</textarea>" in page.content.decode()
    other = {**message, **_answered(page), "text": "另一句话。"}
    assert reporter.post("/follow/add/", other).context["notice"] is not None
    assert PooledEntry.objects.filter(kind="message").count() == 0
    reporter.post("/follow/add/", {**message, **_answered(page)})
    assert PooledEntry.objects.filter(kind="message").count() == 1


def test_two_thousand_from_a_machine_leave_room_for_people(reporter: Client, organisation: Organisation) -> None:
    form, refused = answers(organisation), 0
    content = Content(category="B04", words=WORDS, receiving_unit=organisation.county.pk)
    for _ in range(1950):
        try:
            submit_report(receipt=receipts.new(), content=content, today=DAY)
        except ProofNeededError:
            refused += 1
    statuses = [reporter.post("/report/send/", {**form, "token": tokens.issue()}).status_code for _ in range(50)]
    assert (refused, set(statuses)) == (1944, {200})
    assert PooledEntry.objects.count() == 6  # ten, of which four are kept for whoever shows something
    page = reporter.post("/report/keep/", walk_to_keep(reporter, organisation))
    reporter.post("/report/send/", _answered(page))
    assert PooledEntry.objects.count() == 7
    town = {"receiving_unit": str(organisation.town.pk)}
    reporter.post("/report/send/", walk_to_keep(reporter, organisation, **town))
    assert PooledEntry.objects.count() == 8
