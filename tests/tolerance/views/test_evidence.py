"""Evidence files as people add, see and take them back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, Organisation
from tests.jobs.rebuilding.samples import small
from tests.tolerance.services.test_evidence import add
from tests.tolerance.walk import case_in
from tolerance.models import Case


@pytest.fixture
def draft(organisation: Organisation, cast: Cast) -> Case:
    return case_in("draft", organisation, cast)


def _post(client: Client, case: Case, name: str, data: bytes) -> object:
    path = reverse("evidence_add", kwargs={"case_id": case.pk})
    return client.post(path, {"chosen": SimpleUploadedFile(name, data)}, follow=True)


def test_file_is_added_with_its_name_seen_and_removed(draft: Case, cast: Cast, client: Client) -> None:
    client.force_login(cast.applicant)
    page = _post(client, draft, "会议纪要.jpeg", small()).content.decode()  # type: ignore[attr-defined]
    assert "会议纪要.jpg" in page
    file = draft.evidence.get()
    of_file = {"case_id": draft.pk, "position": file.position}
    found = client.get(reverse("evidence_file", kwargs=of_file))
    assert found.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E4%BC%9A%E8%AE%AE%E7%BA%AA%E8%A6%81.jpg"
    )
    assert found.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert client.get(reverse("evidence_preview", kwargs=of_file)).headers["Content-Type"] == "image/jpeg"
    client.post(reverse("evidence_remove", kwargs=of_file))
    assert not draft.evidence.exists()


def test_file_that_cannot_be_taken_is_named_with_its_reason(draft: Case, cast: Cast, client: Client) -> None:
    client.force_login(cast.applicant)
    answer = _post(client, draft, "登记表.docx", b"PK\x03\x04[Content_Types].xml")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "登记表.docx：" in page or "登记表.docx:" in page
    assert not draft.evidence.exists()


def test_form_needs_its_token(draft: Case, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.applicant)
    assert _post(client, draft, "x.jpg", small()).status_code == 403  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["handler", "outsider", "system_admin", "security_admin", "audit_admin"])
def test_whoever_may_not_know_of_the_case_finds_no_file(who: str, draft: Case, cast: Cast, client: Client) -> None:
    add(cast.applicant, draft)
    client.force_login(getattr(cast, who))
    for name in ("evidence_file", "evidence_preview"):
        assert client.get(reverse(name, kwargs={"case_id": draft.pk, "position": 1})).status_code == 404
