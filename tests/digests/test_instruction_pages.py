"""Instructions as people meet them: from the row of an edition to the closed item, and what stays typed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from digests.models import Edition, Instruction
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

SOON = (timezone.localdate() + timedelta(days=9)).isoformat()


@pytest.fixture
def edition(organisation: Organisation, cast: Cast) -> Edition:
    quarter(organisation)
    built = build_edition(actor=cast.superior, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    release_edition(actor=cast.superior, edition=built)
    return built


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _post(client: Client, name: str, key: int, **values: str) -> tuple[int, str]:
    answer = client.post(reverse(name, args=[key]), values, follow=True)
    return answer.status_code, answer.content.decode()


def test_superior_instructs_from_a_row_and_the_unit_answers(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    superior, leader = _as(cast.superior), _as(cast.leader)
    page = superior.get(reverse("digest", args=[edition.pk])).content.decode()
    row = edition.figures["recurring"]["rows"][0]
    link = f"{reverse('instruct', args=[edition.pk])}?item=problem:{row['id']}"
    assert link in page
    assert link not in leader.get(reverse("digest", args=[edition.pk])).content.decode()
    form = superior.get(link).content.decode()
    assert f'<option value="problem:{row["id"]}" selected>' in form
    values = {
        "item": f"problem:{row['id']}",
        "words": "并表。",
        "owner_unit": str(organisation.county.pk),
        "due_on": SOON,
    }
    status, listed = _post(superior, "instruct", edition.pk, **values)
    given = Instruction.objects.get()
    assert (status, reverse("instruction", args=[given.pk]) in listed) == (200, True)
    status, answered = _post(leader, "instruction_answer", given.pk, **{"answer-words": "已经并表。"})
    assert (status, "已经并表。" in answered, reverse("instruction_accept", args=[given.pk]) in answered) == (
        200, True, False,
    )  # fmt: skip
    status, closed = _post(superior, "instruction_accept", given.pk)
    given.refresh_from_db()
    assert (status, given.state, "该批示办结" in closed) == (200, "accepted", True)
    assert row["title"] not in superior.get(reverse("instructions")).content.decode()
    assert row["title"] in superior.get(reverse("instructions"), {"show": "all"}).content.decode()


def test_what_was_typed_stays_beside_the_fault(edition: Edition, organisation: Organisation, cast: Cast) -> None:
    values = {"item": "edition", "words": "请减。", "owner_unit": str(organisation.town.pk), "due_on": "2020-01-01"}
    status, page = _post(_as(cast.superior), "instruct", edition.pk, **values)
    assert (status, "日期不能早于今天。" in page, ">\n请减。</textarea>" in page) == (422, True, True)
    assert Instruction.objects.count() == 0


def test_a_second_answer_is_told_that_another_was_quicker(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    values = {"item": "edition", "words": "请减。", "owner_unit": str(organisation.county.pk), "due_on": SOON}
    _post(_as(cast.superior), "instruct", edition.pk, **values)
    key = Instruction.objects.get().pk
    _post(_as(cast.leader), "instruction_answer", key, **{"answer-words": "一。"})
    status, page = _post(_as(cast.handler), "instruction_answer", key, **{"answer-words": "二。"})
    told = "有人先您一步办理了" in page
    assert (status, "二。</textarea>" in page, told) == (422, True, True)


@pytest.mark.parametrize("person", ["leader", "handler", "secretary", "outsider"])
def test_nobody_else_instructs(edition: Edition, organisation: Organisation, cast: Cast, person: str) -> None:
    values = {"item": "edition", "words": "请减。", "owner_unit": str(organisation.county.pk), "due_on": SOON}
    status, _page = _post(_as(getattr(cast, person)), "instruct", edition.pk, **values)
    assert (status, Instruction.objects.count()) == (403, 0)
