"""Public answers: two people stand behind each, drafts are nobody's, and what is like is shown before sending."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from feedback.answering import alike_answers
from feedback.models import PublicAnswer
from feedback.services.answers import publish_answer, withdraw_answer, write_answer
from feedback.workflow import StateConflict
from tests.conftest import Cast, Organisation
from tests.feedback.rows import problem
from tests.feedback.walking import answers as typed
from tests.feedback.walking import hidden

QUESTION, ANSWER = "走访台账要报给几个科室？", "自九月起走访台账只报一次，三个科室共用一张。"
ASKING = "每周都要向三个科室报同一份走访台账，格式还不一样。"


def _written(cast: Cast, organisation: Organisation) -> PublicAnswer:
    return write_answer(unit=organisation.county, question=QUESTION, answer=ANSWER, category="B04", actor=cast.handler)


def test_a_second_person_publishes_and_the_trail_says_who(cast: Cast, organisation: Organisation) -> None:
    row = _written(cast, organisation)
    assert alike_answers(ASKING) == []
    with pytest.raises(ValidationError):
        publish_answer(answer=row, actor=cast.handler)
    for actor in (cast.outsider, cast.superior):
        with pytest.raises(PermissionDenied):
            publish_answer(answer=row, actor=actor)
    publish_answer(answer=row, actor=cast.leader)
    assert alike_answers(ASKING) == [row]
    with pytest.raises(StateConflict):
        publish_answer(answer=row, actor=cast.leader)
    withdraw_answer(answer=row, actor=cast.handler)
    assert alike_answers(ASKING) == []
    acts = AuditEntry.objects.filter(act__startswith="answer.").order_by("number")
    assert list(acts.values_list("act", "actor")) == [
        ("answer.write", "handler"), ("answer.publish", "leader"), ("answer.withdraw", "handler"),
    ]  # fmt: skip


def test_the_table_refuses_who_publishes_the_own_words(cast: Cast, organisation: Organisation) -> None:
    row = _written(cast, organisation)
    with pytest.raises(IntegrityError, match="answer_published_by_another"), transaction.atomic():
        PublicAnswer.objects.filter(pk=row.pk).update(published_by=cast.handler, published_on=date(2026, 9, 1))


def test_short_or_other_texts_find_nothing(cast: Cast, organisation: Organisation) -> None:
    publish_answer(answer=_written(cast, organisation), actor=cast.leader)
    assert alike_answers("台账") == []
    assert alike_answers("食堂的菜太咸了，希望能够改善伙食。") == []


def test_everybody_reads_what_is_published_and_what_is_settled(cast: Cast, organisation: Organisation) -> None:
    row, public = _written(cast, organisation), Client()
    problem(organisation.county, "周报已合并", state="settled", published=True)
    assert QUESTION not in public.get(reverse("answers")).content.decode()
    publish_answer(answer=row, actor=cast.leader)
    page = public.get(reverse("answers"), {"category": "B04"}).content.decode()
    assert QUESTION in page
    assert "周报已合并" not in page
    whole = public.get(reverse("answers"))
    assert "周报已合并" in whole.content.decode()
    assert [term.code for term in whole.context["categories"]] == ["B03", "B04"]
    assert "这一类别尚未发布答复。" in public.get(reverse("answers"), {"category": "B03"}).content.decode()
    home = public.get("/").content.decode()
    assert (reverse("answers") in home, f'action="{reverse("search")}"' in home) == (True, True)
    assert public.cookies == {}


def test_what_is_like_is_shown_while_writing_and_on_the_review_step(cast: Cast, organisation: Organisation) -> None:
    publish_answer(answer=_written(cast, organisation), actor=cast.leader)
    public = Client()
    assert QUESTION in public.post(reverse("report_known"), {"words": ASKING}).content.decode()
    token = hidden(public.get(reverse("report")))["token"]
    checked = public.post(reverse("report_check"), {**typed(organisation), "token": token})
    assert QUESTION in checked.content.decode()


def test_staff_write_publish_and_delete_on_one_page(cast: Cast, organisation: Organisation) -> None:
    handler, leader, address = Client(), Client(), reverse("answers_work")
    handler.force_login(cast.handler)
    leader.force_login(cast.leader)
    fields = {"unit": organisation.county.pk, "question": QUESTION, "answer": "", "category": "B04"}
    refused = handler.post(address, fields)
    assert (refused.status_code, QUESTION in refused.content.decode()) == (422, True)
    assert handler.post(address, {**fields, "answer": ANSWER}).status_code == 302
    publish = reverse("answer_publish", args=[PublicAnswer.objects.get().pk])
    assert publish not in handler.get(address).content.decode()
    assert publish in leader.get(address).content.decode()
    leader.post(publish)
    assert PublicAnswer.objects.get().published_by == cast.leader
    leader.post(reverse("answer_withdraw", args=[PublicAnswer.objects.get().pk]))
    assert not PublicAnswer.objects.exists()
