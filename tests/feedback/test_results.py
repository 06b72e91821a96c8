"""What others may take over from a remedy: attached by who carries it out, written anew, public with its problem."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from feedback.models import Problem, Result
from feedback.search_index import _problems
from feedback.services.problems import publish_problem
from feedback.services.regrouping import merge_problem
from feedback.services.results import MOST_RESULTS, add_result, remove_result
from jobs.rebuilding import Kind, Rebuilt
from tests.cast import Cast, Organisation
from tests.feedback.rows import SMALL, problem, remedy, result
from tests.jobs.rebuilding.samples import png

FILE = Rebuilt(Kind.JPEG, SMALL, SMALL)


@pytest.fixture
def promised(organisation: Organisation) -> Problem:
    """A promised problem that is not public yet, with one remedy."""
    row = problem(organisation.county, state="promised")
    remedy(row)
    return row


def _sent(of: Problem, data: bytes, title: str = "三表合一样表") -> tuple[str, dict[str, Any]]:
    key = of.remedies.get().pk
    upload = SimpleUploadedFile("王科长的表.png", data)
    return reverse("result_add", args=[of.pk, key]), {f"result-{key}-title": title, f"result-{key}-file": upload}


def test_a_file_is_attached_written_anew_and_public_with_its_problem(
    promised: Problem, cast: Cast, client: Client, reporter: Client
) -> None:
    client.force_login(cast.handler)
    page = client.post(*_sent(promised, png()), follow=True)
    made = Result.objects.get()
    assert (made.title, made.kind, bytes(made.data) != png(), "王科长" in page.content.decode()) == (
        "三表合一样表", "png", True, False,
    )  # fmt: skip
    address, listed = reverse("result_public", args=[made.pk]), reverse("results_public")
    assert reporter.get(address).status_code == 404
    assert "尚无可推广成果" in reporter.get(listed).content.decode()
    publish_problem(problem=promised, actor=cast.handler)
    page_for_all = reporter.get(listed).content.decode()
    assert (address in page_for_all, promised.title in page_for_all, "Handler" in page_for_all) == (True, True, False)
    answer = reporter.get(address)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", bytes(made.data))
    headers = answer["Content-Disposition"], answer["Content-Security-Policy"]
    assert ("attachment" in headers[0], "sandbox" in headers[1]) == (True, True)
    assert address in reporter.get(reverse("board_problem", args=[promised.pk])).content.decode()
    assert "三表合一样表" in _problems([str(promised.pk)])[str(promised.pk)].body
    assert list(AuditEntry.objects.filter(act="problem.result").values_list("actor", flat=True)) == ["handler"]


def test_a_wrong_file_or_no_title_comes_back_with_the_reason_beside_the_field(
    promised: Problem, cast: Cast, client: Client
) -> None:
    client.force_login(cast.leader)
    answer = client.post(*_sent(promised, b"PK\x03\x04 a spreadsheet", title=""))
    ((_, form),) = answer.context["remedies"]
    assert (answer.status_code, form.errors.keys()) == (422, {"title", "file"})
    assert not Result.objects.exists()


def test_only_those_who_carry_it_out_attach_and_remove(promised: Problem, cast: Cast, client: Client) -> None:
    row = promised.remedies.get()
    made = add_result(remedy=row, title="样表", file=FILE, actor=cast.leader)
    for actor in (cast.superior, cast.outsider, cast.system_admin):
        with pytest.raises(PermissionDenied):
            add_result(remedy=row, title="样表", file=FILE, actor=actor)
        with pytest.raises(PermissionDenied):
            remove_result(result=made, actor=actor)
    client.force_login(cast.superior)
    assert client.get(reverse("result", args=[made.pk])).status_code == 200
    assert client.post(*_sent(promised, png())).status_code == 403
    client.force_login(cast.handler)
    client.post(reverse("result_remove", args=[made.pk]))
    assert not Result.objects.exists()


def test_a_remedy_takes_a_handful_and_keeps_them_in_a_merge(
    promised: Problem, cast: Cast, organisation: Organisation
) -> None:
    row = promised.remedies.get()
    for number in range(MOST_RESULTS):
        result(row, f"样表{number}")
    with pytest.raises(ValidationError):
        add_result(remedy=row, title="多一份", file=FILE, actor=cast.handler)
    stays = problem(organisation.county, "另一件", state="promised")
    remedy(stays)
    merge_problem(problem=promised, into=stays, actor=cast.handler)
    assert Result.objects.filter(remedy__problem=stays).count() == MOST_RESULTS
