"""The pages about time: asking for more of it, answering, and the limits of a unit."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from jobs.models import CalendarYear
from tests.cast import Cast, Organisation
from tests.tolerance.views.test_by_code import FOLLOW, _filed
from tests.tolerance.walk import case_in
from tolerance import services
from tolerance.models import Case, Extension, PhaseLimit


def _due_later(case: Case) -> None:
    """Let the case be due on a day that lies ahead whenever this runs, in years whose working days are known."""
    later = timezone.localdate() + timedelta(days=20)
    CalendarYear.objects.bulk_create(CalendarYear(year=year) for year in (later.year, later.year + 1))
    Case.objects.filter(pk=case.pk).update(due_on=later)


def _client(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_more_time_is_asked_for_and_granted_on_the_page(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    _due_later(case)
    page, ask = reverse("case", args=[case.pk]), reverse("case_extension", args=[case.pk])
    intake = _client(cast.intake)
    assert ask in intake.get(page).content.decode()
    assert ask not in _client(cast.leader).get(page).content.decode()
    wrong = intake.post(ask, {"phase": "submitted", "days": 9, "reason": "等街道回函"})
    assert wrong.status_code == 422
    assert "等街道回函" in wrong.content.decode()
    assert intake.post(ask, {"phase": "final", "days": 1, "reason": "-"}).status_code == 404
    assert intake.post(ask, {"phase": "verifying", "days": 1, "reason": "-"}).status_code == 302
    assert not Extension.objects.exists()
    assert _client(cast.outsider).post(ask, {"phase": "submitted"}).status_code == 404
    assert intake.post(ask, {"phase": "submitted", "days": 3, "reason": "等街道回函"}).status_code == 302
    lead, answer = _client(cast.leader), reverse("case_extension_answer", args=[case.pk, Extension.objects.get().pk])
    assert answer in lead.get(page).content.decode()
    assert "等街道回函" not in _client(cast.applicant).get(page).content.decode()
    assert lead.post(answer, {"granted": "no", "words": ""}).status_code == 422
    assert lead.post(answer, {"granted": "yes"}).status_code == 302
    shown = _client(cast.applicant).get(page).content.decode()
    assert "等街道回函" in shown
    assert "容错延" in shown
    assert ask not in intake.get(page).content.decode()


def test_more_time_is_asked_for_by_case_code(organisation: Organisation, cast: Cast, settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0
    client, code = _filed(organisation)
    case, ask = Case.objects.get(), reverse("case_code_extension")
    services.ask_supplement(actor=cast.intake, case=case, reason="请补会议记录")
    _due_later(case)
    assert ask in client.post(FOLLOW, {"code": code}).content.decode()
    typed = {"code": code, "phase": "supplement", "days": 4}
    wrong = client.post(ask, typed | {"reason": f"我的码是 {code}"})
    assert (wrong.status_code, Extension.objects.count()) == (422, 0)
    assert client.post(ask, {"code": "AAAA", "phase": "supplement"}).status_code == 422
    done = client.post(ask, typed | {"reason": "住院中"})
    assert done.status_code == 200
    assert ask not in done.content.decode()
    assert Extension.objects.get().asked_by is None
    assert "住院中" in _client(cast.leader).get(reverse("case", args=[case.pk])).content.decode()


def test_a_leader_sets_the_limits_of_a_unit_within_bounds(organisation: Organisation, cast: Cast) -> None:
    page, lead = reverse("case_limits"), _client(cast.leader)
    where = f"{page}?unit={organisation.town.pk}"
    wrong = lead.post(where, {"verifying": "9"})
    assert (wrong.status_code, PhaseLimit.objects.count()) == (422, 0)
    assert 'value="9"' in wrong.content.decode()
    assert lead.post(where, {"verifying": "12"}).headers["Location"] == where
    assert [(row.unit, row.phase, row.days) for row in PhaseLimit.objects.all()] == [
        (organisation.town, "verifying", 12)
    ]
    assert 'value="12"' in lead.get(where).content.decode()
