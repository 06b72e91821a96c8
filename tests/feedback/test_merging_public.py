"""Merging what stands on the public board: the old address, voices, receipts, data and the way back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from feedback import receipts
from feedback.models import Problem, VoicesTold
from feedback.services.problems import publish_problem, unpublish_problem
from feedback.services.regrouping import merge_problem, split_problem, undo_merge
from feedback.services.release import release_all
from feedback.voices import voices_of
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.feedback.rows import DAY, problem, remedy, report

Pair = tuple[Problem, Problem]


@pytest.fixture
def pair(organisation: Organisation) -> Pair:
    """Two published problems of one unit: one assigned, one promised."""
    away = problem(organisation.county, "走访照片重复上传", state="assigned", published=True)
    stays = problem(organisation.county, "走访台账多头索要", state="promised", published=True)
    remedy(stays, due_on=date(2026, 12, 1))
    return away, stays


def page(key: Problem) -> tuple[int, str]:
    answer = Client().get(reverse("board_problem", args=[key.pk]))
    return answer.status_code, answer.content.decode()


def ids() -> dict[str, list[str]]:
    found = Client().get(reverse("problems_data")).json()["problems"]
    return {one["id"]: one["merged"] for one in found}


def test_the_old_address_says_where_it_went_until_the_merge_is_undone(pair: Pair, cast: Cast) -> None:
    away, stays = pair
    before = page(away)[1]
    merge_problem(problem=away, into=stays, actor=cast.handler)
    status, text = page(away)
    assert (status, away.title in text, reverse("board_problem", args=[stays.pk]) in text) == (200, True, True)
    assert "<form" not in text.split("<main")[1]
    assert away.title in page(stays)[1]
    assert ids() == {str(stays.pk): [str(away.pk)]}
    with pytest.raises(StateConflict):
        unpublish_problem(problem=stays, actor=cast.handler)
    undo_merge(problem=away, actor=cast.handler)
    assert (page(away)[0], ids()) == (200, {str(away.pk): [], str(stays.pk): []})
    assert [text.split("<ol")[1].split("</ol")[0] for text in (before, page(away)[1])] == [
        before.split("<ol")[1].split("</ol")[0]
    ] * 2
    away.refresh_from_db()
    assert (away.state, away.published) == ("assigned", True)


def test_what_is_public_is_not_merged_into_what_is_not(pair: Pair, cast: Cast, client: Client) -> None:
    away, stays = pair
    unpublish_problem(problem=stays, actor=cast.handler)
    client.force_login(cast.handler)
    sent = {"merge-into": str(stays.pk)}
    assert client.post(reverse("problem_merge", args=[away.pk]), sent).context["merge"].errors.keys() == {"into"}
    with pytest.raises(ValidationError):
        merge_problem(problem=away, into=stays, actor=cast.handler)
    publish_problem(problem=stays, actor=cast.handler)
    assert client.post(reverse("problem_merge", args=[away.pk]), sent).status_code == 302
    assert page(away)[0] == 200


def test_what_superiors_count_on_is_not_merged_away(pair: Pair, cast: Cast) -> None:
    away, stays = pair
    away.supervisions.create(unit=away.unit, words="限期。", due_on=date(2026, 9, 1), on=DAY, actor=cast.superior)
    with pytest.raises(StateConflict):
        merge_problem(problem=away, into=stays, actor=cast.handler)


def test_voices_are_told_as_the_sum_of_what_was_told(pair: Pair, cast: Cast, client: Client) -> None:
    away, stays = pair
    for each in pair:  # nineteen voices each: ten are told, and twice nine stay hidden
        for _ in range(19):
            each.me_too.create()
        VoicesTold.objects.create(problem=each, count=10, low=4.0, high=20.0)
    merge_problem(problem=away, into=stays, actor=cast.handler)
    release_all(today=DAY)
    assert (voices_of(stays).count, voices_of(stays).hours) == (20, (8.0, 40.0))
    late = client.post(reverse("board_me_too", args=[away.pk]), {"token": "gone"})
    assert (late.status_code, stays.title in late.content.decode()) == (200, True)
    undo_merge(problem=away, actor=cast.handler)
    assert [voices_of(each).count for each in pair] == [10, 10]
    assert [each.me_too.count() for each in pair] == [19, 19]


def test_a_receipt_shows_the_other_problem_and_its_promise(pair: Pair, cast: Cast, client: Client) -> None:
    away, stays = pair
    receipt = receipts.new()
    report(away.unit, state="triaged", problem=away, receipt_digest=receipts.digest(receipt))
    merge_problem(problem=away, into=stays, actor=cast.handler)
    text = client.post(reverse("follow"), {"receipt": receipt}).content.decode()
    assert (stays.title in text, "三表并一表。" in text, away.title in text) == (True, True, False)


def test_a_split_of_a_promised_problem_is_undone_by_merging_it_back(pair: Pair, cast: Cast) -> None:
    _, whole = pair
    rows = [report(whole.unit, f"第{n}份：照片传不上去。", state="triaged", problem=whole) for n in range(2)]
    made = split_problem(
        problem=whole, reports=rows[1:], title="照片过多", statement="每次都要上传。", category="B07", asked_by="",
        actor=cast.handler,
    )  # fmt: skip
    assert (made.state, made.published, page(made)[0], page(whole)[0]) == ("open", False, 404, 200)
    publish_problem(problem=made, actor=cast.handler)
    merge_problem(problem=made, into=whole, actor=cast.handler)
    assert (set(whole.reports.all()), page(made)[0]) == (set(rows), 200)
    assert [act for (act,) in whole.events.values_list("act")] == ["split", "merged"]
