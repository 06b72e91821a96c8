"""What the tables must never hold, and what the database itself refuses."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, find
from tolerance.models import Case, CaseEvent, Finding, Seat


def test_no_column_leads_to_a_report_and_none_holds_a_time_of_day() -> None:
    for model in apps.get_app_config("tolerance").get_models(include_auto_created=True):
        for field in model._meta.get_fields():  # noqa: SLF001  # Django's documented way to a model's fields
            assert not isinstance(field, models.DateTimeField | models.TimeField), field
            room = field.related_model.__module__.partition(".")[0] if field.related_model else "tolerance"
            assert room in {"tolerance", "accounts"}, field


def _refused(act: object) -> bool:
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except IntegrityError:
        return True
    return False


def test_database_refuses_cases_that_cannot_be(organisation: Organisation, cast: Cast) -> None:
    submitted, draft = case_in("submitted", organisation, cast), case_in("draft", organisation, cast)
    impossible: list[tuple[Case, dict[str, object]]] = [
        (draft, {"state": "submitted"}),
        (submitted, {"number": None}),
        (submitted, {"state": "decided"}),
        (submitted, {"outcome": "waive"}),
        (submitted, {"outcome": "waive", "reason": "-", "decided_on": date(2026, 3, 2)}),
        (submitted, {"decided_on": date(2026, 3, 2)}),
    ]
    for case, change in impossible:
        assert _refused(lambda case=case, change=change: Case.objects.filter(pk=case.pk).update(**change)), change


def test_database_refuses_second_seats_findings_and_events(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    find(case, cast.verifier)
    seat = {"case": case, "user": cast.verifier, "part": "member", "since": date(2026, 3, 2)}
    assert _refused(lambda: Seat.objects.create(**seat))
    finding = case.findings.all()[0]
    again = {"case": case, "criterion": finding.criterion, "author": cast.verifier, "verdict": "met", "reasons": "-"}
    assert _refused(lambda: Finding.objects.create(on=date(2026, 3, 2), **again))
    assert _refused(lambda: CaseEvent.objects.create(case=case, position=1, on=date(2026, 3, 2), target="draft"))


@pytest.mark.parametrize("change", [{"reasons": ""}, {"verdict": "maybe"}])
def test_database_refuses_empty_findings(change: dict[str, str], organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    find(case, cast.verifier)
    assert _refused(lambda: case.findings.update(**change))
