"""More time by case code, and what an address about time answers to whoever has no business with it."""

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import Cast, Organisation
from tests.tolerance.views.pressing import due_later
from tests.tolerance.views.test_by_code import FOLLOW, _filed
from tests.tolerance.walk import case_in
from tolerance import services
from tolerance.models import Case, Extension


def _client(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_nobody_asks_for_more_time_in_a_phase_that_does_not_run(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    ask = reverse("case_extension", args=[case.pk])
    assert _client(cast.intake).post(ask, {"phase": "final", "days": 1, "reason": "-"}).status_code == 404
    assert _client(cast.intake).post(ask, {"phase": "verifying", "days": 1, "reason": "-"}).status_code == 302
    assert _client(cast.outsider).post(ask, {"phase": "submitted"}).status_code == 404
    assert not Extension.objects.exists()


def test_more_time_is_asked_for_by_case_code(organisation: Organisation, cast: Cast, settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0
    client, code = _filed(organisation)
    case, ask = Case.objects.get(), reverse("case_code_extension")
    services.ask_supplement(actor=cast.intake, case=case, reason="请补会议记录")
    due_later(case)
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
