"""Supervision: who may begin and end it, that it is once at a time, and that it shows."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Membership, Role, User
from feedback.duties import duties_of
from feedback.models import Problem, Supervision
from feedback.services.supervising import end_supervision, supervise_problem
from feedback.workflow import StateConflict
from tests.conftest import Cast, Organisation
from tests.feedback.rows import problem


def _due() -> date:
    return timezone.localdate() + timedelta(days=14)


def _supervise(row: Problem, actor: User, **changes: Any) -> Supervision:
    return supervise_problem(
        **{"problem": row, "words": "月底前必须合并。", "due_on": _due(), "actor": actor, **changes}
    )


def test_a_superior_supervises_a_problem_below_and_ends_it(cast: Cast, organisation: Organisation) -> None:
    row = problem(organisation.town)
    made = _supervise(row, cast.superior)
    assert made.unit == organisation.county
    assert duties_of(cast.superior, timezone.localdate()).counts()["supervised"] == 1
    end_supervision(supervision=made, words="已合并。", actor=cast.superior)
    made.refresh_from_db()
    assert (made.ended_on, made.ended_by, made.end_words) == (timezone.localdate(), cast.superior, "已合并。")
    assert list(row.events.values_list("act", "detail")) == [
        (act, f"清源县 {_due().isoformat()}") for act in ("supervised", "relieved")
    ]
    acts = ["problem.supervise", "problem.relieve"]
    assert list(AuditEntry.objects.filter(act__in=acts).values_list("act", flat=True)) == acts
    with pytest.raises(StateConflict):
        end_supervision(supervision=made, words="再次。", actor=cast.superior)
    assert _supervise(row, cast.superior).pk != made.pk


def test_the_nearest_unit_of_the_superior_supervises(cast: Cast, organisation: Organisation) -> None:
    Membership.objects.create(user=cast.superior, unit=organisation.town, role=Role.SUPERIOR)
    assert _supervise(problem(organisation.village), cast.superior).unit == organisation.town
    assert _supervise(problem(organisation.bureau), cast.superior).unit == organisation.county


def test_a_supervision_is_refused_where_it_has_no_place(cast: Cast, organisation: Organisation) -> None:
    row = problem(organisation.town)
    for actor in (cast.leader, cast.handler, cast.outsider):
        with pytest.raises(PermissionDenied):
            _supervise(row, actor)
    with pytest.raises(ValidationError):
        _supervise(row, cast.superior, due_on=timezone.localdate())
    with pytest.raises(StateConflict):
        _supervise(problem(organisation.town, state="settled"), cast.superior)
    made = _supervise(row, cast.superior)
    with pytest.raises(StateConflict):
        _supervise(row, cast.superior)
    with pytest.raises(PermissionDenied):
        end_supervision(supervision=made, words="不办了。", actor=cast.leader)
    fields = {"problem": row, "unit": organisation.county, "words": "再", "on": made.on, "due_on": made.due_on}
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.create(actor=cast.superior, **fields)
    with pytest.raises(IntegrityError, match="supervision_ends"), transaction.atomic():
        Supervision.objects.filter(pk=made.pk).update(ended_on=made.on)


def test_pages_show_it_and_keep_what_was_typed(cast: Cast, organisation: Organisation) -> None:
    row, client = problem(organisation.town), Client()
    client.force_login(cast.superior)
    address = reverse("problem_supervise", args=[row.pk])
    answer = client.post(address, {"supervise-words": "月底前合并", "supervise-due_on": "2020-01-01"})
    assert (answer.status_code, "月底前合并" in answer.content.decode()) == (422, True)
    fields = {"supervise-words": "月底前合并", "supervise-due_on": _due().isoformat()}
    assert client.post(address, fields).status_code == 302
    made = Supervision.objects.get()
    detail = client.get(reverse("problem_detail", args=[row.pk])).content.decode()
    assert "月底前合并" in detail
    assert reverse("supervision_end", args=[made.pk]) in detail
    listed = client.get(reverse("problems"), {"state": "supervised"}).content.decode()
    assert row.title in listed
    assert "挂牌督办中" in listed
    problem(organisation.town, "别的问题")
    assert "别的问题" not in client.get(reverse("problems"), {"state": "supervised"}).content.decode()
    end = reverse("supervision_end", args=[made.pk])
    other = row.supervisions.create(
        unit=organisation.town, words="也请看。", due_on=_due(), on=made.on, actor=cast.superior
    )
    refused = client.post(end, {f"relieve-{made.pk}-words": ""})
    page, ids = refused.content.decode(), [f"id_relieve-{each.pk}-words" for each in (made, other)]
    assert (refused.status_code, [f"{each}_error" in page for each in ids]) == (422, [True, False])
    assert all(f'id="{each}"' in page for each in ids)
    assert (
        client.post(f"{end}?state=late", {f"relieve-{made.pk}-words": "已办结"})
        .headers["Location"]
        .endswith("?state=late")
    )
    assert "已办结" in client.get(reverse("problem_detail", args=[row.pk])).content.decode()
    client.force_login(cast.leader)
    assert client.post(end, {f"relieve-{made.pk}-words": "x"}).status_code == 403
