from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from feedback import codes
from feedback.floods.buckets import Passage, ProofNeededError
from feedback.models import MeToo, PooledEntry, Problem, SpentMark, VoicesTold
from feedback.services.claims import CodeRefusedError
from feedback.services.me_too import NotOpenError, Voice, add_me_too
from feedback.services.release import release_all
from feedback.voices import voices_of
from tests.conftest import Cast, Organisation
from tests.feedback.floods.test_question import answer_to
from tests.feedback.printing import DAY, printed, printed_today
from tests.feedback.rows import problem
from tests.feedback.walking import hidden

ANSWER = "已收到您的“我也是”"
USED_UP = "撕码已用掉。"


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0


@pytest.fixture
def published(organisation: Organisation) -> Problem:
    return problem(organisation.county, "走访台账多头重复报送", published=True)


def _add(key: UUID, code: str, form: str = "one", **voice: Any) -> None:
    add_me_too(problem=key, voice=Voice(**voice), code=code, form=form, today=DAY)


def test_a_voice_is_sealed_and_counted_after_release(
    organisation: Organisation, cast: Cast, published: Problem
) -> None:
    code = printed(cast, organisation.town)[0]
    _add(published.pk, code, own_unit=organisation.town, hours="2-4", per_month="4-8")
    assert (MeToo.objects.count(), PooledEntry.objects.count()) == (0, 2)
    release_all(today=DAY)
    voice = MeToo.objects.get()
    assert (voice.problem, voice.unit, voice.hours, voice.per_month, voice.confirmed) == (
        published, organisation.town, "2-4", "4-8", True,
    )  # fmt: skip
    assert list(SpentMark.objects.values_list("mark", flat=True)) == [codes.mark(code)]


def test_one_code_is_one_voice_in_all(organisation: Organisation, cast: Cast, published: Problem) -> None:
    other = problem(organisation.county, "另一个问题", published=True)
    code = printed(cast, organisation.town)[0]
    _add(published.pk, code, "one")
    for key, form in ((published.pk, "two"), (other.pk, "three")):
        with pytest.raises(CodeRefusedError):
            _add(key, code, form)
    release_all(today=DAY)
    with pytest.raises(CodeRefusedError):
        _add(other.pk, code, "four")
    assert MeToo.objects.count() == 1


def test_the_same_form_sent_twice_is_one_voice(organisation: Organisation, cast: Cast, published: Problem) -> None:
    code = printed(cast, organisation.town)[0]
    _add(published.pk, code)
    _add(published.pk, code)
    assert PooledEntry.objects.filter(kind=PooledEntry.Kind.ME_TOO).count() == 1


def test_without_a_code_nothing_less_than_a_proof_is_enough(published: Problem) -> None:
    for passage in (Passage.PLAIN, Passage.SUSPECT):
        with pytest.raises(ProofNeededError):
            add_me_too(problem=published.pk, voice=Voice(), form="one", today=DAY, passage=passage)
    add_me_too(problem=published.pk, voice=Voice(), form="one", today=DAY, passage=Passage.PROVEN)
    release_all(today=DAY)
    voice = MeToo.objects.get()
    assert (voice.confirmed, voice.unit) == (False, None)


def test_nothing_is_added_to_what_is_hidden_or_settled(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.town)[0]
    closed = problem(organisation.county, "已了结", published=True, state="settled")
    for row in (problem(organisation.county, "未公开"), closed):
        with pytest.raises(NotOpenError):
            _add(row.pk, code)
    assert PooledEntry.objects.count() == 0


def test_voices_are_told_in_whole_steps_and_frozen_between_them(organisation: Organisation, published: Problem) -> None:
    seen = []
    for number in range(21):
        voice = Voice(hours="2-4", per_month="1-3")
        add_me_too(problem=published.pk, voice=voice, form=str(number), today=DAY, passage=Passage.PROVEN)
        release_all(today=DAY)
        told = voices_of(published)
        seen.append((told.count, told.hours))
    assert seen == [(None, None)] * 9 + [(10, (20.0, 120.0))] * 10 + [(20, (40.0, 240.0))] * 2


def test_hours_of_too_few_are_not_told(published: Problem) -> None:
    for number in range(10):
        voice = Voice(hours="2-4" if number else "", per_month="1-3")
        add_me_too(problem=published.pk, voice=voice, form=str(number), today=DAY, passage=Passage.PROVEN)
    release_all(today=DAY)
    assert (voices_of(published).count, voices_of(published).hours) == (10, None)
    assert VoicesTold.objects.count() == 1


def test_the_board_takes_a_voice_with_a_code(
    reporter: Client, organisation: Organisation, cast: Cast, published: Problem
) -> None:
    code = printed_today(cast, organisation.town)[0]
    page = reporter.get(f"/problems/{published.pk}/")
    form = {**hidden(page), "code": code.lower(), "own_unit": str(organisation.county.pk), "hours": "2-4"}
    done = reporter.post(f"/problems/{published.pk}/me-too/", form)
    again = reporter.post(f"/problems/{published.pk}/me-too/", form)
    assert (done.status_code, done.content) == (200, again.content)
    assert ANSWER in done.content.decode()
    assert USED_UP in done.content.decode()
    assert not done.cookies
    assert PooledEntry.objects.filter(kind=PooledEntry.Kind.ME_TOO).count() == 1


def test_the_board_takes_a_voice_with_an_answer(reporter: Client, published: Problem) -> None:
    page = reporter.get(f"/problems/{published.pk}/")
    refused = reporter.post(f"/problems/{published.pk}/me-too/", hidden(page))
    assert "请填写撕条上的撕码，或回答问题。" in refused.content.decode()
    question = page.context["question"]
    wrong = reporter.post(f"/problems/{published.pk}/me-too/", {**hidden(page), "answer": "九百九十九"})
    assert "回答不对。请回答新的问题。" in wrong.content.decode()
    assert question.signed != wrong.context["question"].signed
    assert PooledEntry.objects.count() == 0
    right = {**hidden(wrong), "answer": answer_to(wrong.context["question"].words)}
    done = reporter.post(f"/problems/{published.pk}/me-too/", right).content.decode()
    assert (ANSWER in done, USED_UP in done) == (True, False)
    assert PooledEntry.objects.count() == 1


def test_a_wrong_code_is_told_beside_the_field_and_nothing_is_lost(reporter: Client, published: Problem) -> None:
    page = reporter.get(f"/problems/{published.pk}/")
    form = {**hidden(page), "code": "7K2M-9QXR", "hours": "2-4"}
    answer = reporter.post(f"/problems/{published.pk}/me-too/", form).content.decode()
    assert "撕码输入有误" in answer
    assert 'value="7K2M-9QXR"' in answer
    assert '<option value="2-4" selected>' in answer


@pytest.mark.parametrize("token", ["", "made-up", "7K2M-9QXR-4TBC-0WHN-E5ZD:1vNXyA:AAAA"])
def test_a_token_that_is_not_ours_stores_nothing(
    reporter: Client, organisation: Organisation, cast: Cast, published: Problem, token: str
) -> None:
    code = printed_today(cast, organisation.town)[0]
    answer = reporter.post(f"/problems/{published.pk}/me-too/", {"token": token, "code": code})
    assert "尚未发送" in answer.content.decode()
    assert hidden(answer)["token"] != token
    assert PooledEntry.objects.count() == 0
