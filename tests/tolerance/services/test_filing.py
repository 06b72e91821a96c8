"""What the applicant does."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEntry
from search.models import DirtyMark
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in, matter
from tolerance import services
from tolerance.models import Case, CriteriaSet, Criterion


def test_numbers_run_by_year_without_gaps(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    days = (FILED_ON, FILED_ON, date(2027, 1, 4))
    numbers = [
        services.file_case(actor=cast.applicant, matter=matter(organisation), submit=True, on=day).number
        for day in days
    ]
    assert numbers == ["RC2026-0001", "RC2026-0002", "RC2027-0001"]


def test_administrators_file_no_case(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    with pytest.raises(PermissionDenied):
        services.file_case(actor=cast.system_admin, matter=matter(organisation))


def test_no_criteria_no_case(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(services.RefusedError):
        services.file_case(actor=cast.applicant, matter=matter(organisation))
    assert Case.objects.count() == 0


def test_situations_must_be_situations_of_the_set(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    for codes in (("S99",), ("R01",)):
        with pytest.raises(services.RefusedError):
            services.file_case(actor=cast.applicant, matter=matter(organisation, situations=codes))
    draft = services.file_case(actor=cast.applicant, matter=matter(organisation, situations=()))
    with pytest.raises(services.RefusedError):
        services.submit_case(actor=cast.applicant, case=draft)


def test_case_is_judged_under_the_set_in_force_when_it_was_submitted(organisation: Organisation, cast: Cast) -> None:
    draft = case_in("draft", organisation, cast)
    filed = case_in("submitted", organisation, cast)
    old = services.load_published_criteria()
    new = CriteriaSet.objects.create(version="2026-2", title_zh="新", title_en="New")
    Criterion.objects.create(criteria_set=new, code="S07", position=1, kind="situation", zh="新", en="New", basis="-")
    new.state, new.effective_on, new.published_on = "published", date(2026, 3, 3), date(2026, 3, 3)
    new.save()
    services.submit_case(actor=cast.applicant, case=draft, on=date(2026, 3, 4))
    draft.refresh_from_db()
    filed.refresh_from_db()
    assert (filed.criteria_set, draft.criteria_set) == (old, new)
    assert [one.criteria_set for one in draft.situations.all()] == [new]


def test_only_the_applicant_revises_and_only_what_is_in_his_hands(organisation: Organisation, cast: Cast) -> None:
    draft, filed = case_in("draft", organisation, cast), case_in("submitted", organisation, cast)
    with pytest.raises(PermissionDenied):
        services.revise_case(actor=cast.intake, case=draft, matter=matter(organisation, title="别的"))
    with pytest.raises(PermissionDenied):
        services.revise_case(actor=cast.applicant, case=filed, matter=matter(organisation, title="别的"))


def test_supplement_is_asked_once_and_comes_back_under_the_same_number(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    number, criteria = case.number, case.criteria_set
    services.ask_supplement(actor=cast.intake, case=case, reason="请补充会议记录。", on=FILED_ON)
    changed = matter(organisation, facts="补充了会议记录。")
    case = services.revise_case(actor=cast.applicant, case=case, matter=changed, submit=True, on=FILED_ON)
    assert (case.state, case.number, case.criteria_set, case.facts) == (
        "submitted",
        number,
        criteria,
        "补充了会议记录。",
    )
    with pytest.raises(services.RefusedError):
        services.ask_supplement(actor=cast.intake, case=case, reason="再补充。", on=FILED_ON)


@pytest.mark.parametrize("state", ["draft", "submitted", "accepted", "verifying", "verified", "deliberating"])
def test_withdrawing_before_the_decision(state: str, organisation: Organisation, cast: Cast) -> None:
    case = case_in(state, organisation, cast)
    services.withdraw_case(actor=cast.applicant, case=case)
    assert Case.objects.get().state == "withdrawn"


def test_acts_are_on_record_and_marked_for_search(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    acts = AuditEntry.objects.filter(subject=f"case:{case.pk}").values_list("act", "actor")
    assert list(acts) == [("case.draft", "applicant"), ("case.submitted", "applicant"), ("case.accepted", "intake")]
    assert DirtyMark.objects.filter(kind="case", key=str(case.pk)).exists()
