import dataclasses
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Membership, Role
from feedback import access
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report


def test_reports_for_a_handler_are_those_of_the_units_it_serves(organisation: Organisation, cast: Cast) -> None:
    ours, theirs = report(organisation.county), report(organisation.other_town)
    report(organisation.town)
    assert list(access.reports_for(cast.handler)) == [ours]
    assert list(access.reports_for(cast.outsider)) == [theirs]


def test_reports_for_anyone_but_handlers_are_none(organisation: Organisation, cast: Cast) -> None:
    report(organisation.county)
    for field in dataclasses.fields(cast):
        if field.name not in {"handler", "outsider"}:
            assert list(access.reports_for(getattr(cast, field.name))) == [], field.name


def test_reports_for_a_handler_who_also_works_at_the_bureau_complained_of_leave_it_out(
    organisation: Organisation, cast: Cast
) -> None:
    complaint = report(organisation.county, asked_by_unit=organisation.bureau)
    assert list(access.reports_for(cast.handler)) == [complaint]
    Membership.objects.create(user=cast.handler, unit=organisation.bureau, role=Role.VERIFIER)
    assert list(access.reports_for(cast.handler)) == []
    assert access.may_on_report(cast.handler, "report.answer", complaint) is False


def test_reports_for_a_handler_below_the_unit_complained_of_leave_it_out(
    organisation: Organisation, cast: Cast
) -> None:
    report(organisation.other_town, asked_by_unit=organisation.county)
    assert list(access.reports_for(cast.outsider)) == []


def test_reports_for_a_handler_who_left_are_none(organisation: Organisation, cast: Cast) -> None:
    report(organisation.county)
    cast.handler.is_active = False
    assert list(access.reports_for(cast.handler)) == []


def test_get_report_for_does_not_tell_missing_from_forbidden(organisation: Organisation, cast: Cast) -> None:
    theirs, complaint = report(organisation.other_town), report(organisation.county, asked_by_unit=organisation.bureau)
    Membership.objects.create(user=cast.handler, unit=organisation.bureau, role=Role.HANDLER)
    for key in (theirs.pk, complaint.pk, uuid.uuid4()):
        with pytest.raises(Http404):
            access.get_report_for(cast.handler, key)
    with pytest.raises(PermissionDenied):
        access.get_report_for(cast.leader, theirs.pk)
    with pytest.raises(PermissionDenied):
        access.check_report(cast.leader, "report.answer", theirs)


def test_problems_for_reach_down_the_tree_for_leaders_and_to_owners(organisation: Organisation, cast: Cast) -> None:
    ours = problem(organisation.county)
    towns = problem(organisation.town)
    given = problem(organisation.county, state="assigned", owner_unit=organisation.other_town)
    assert set(access.problems_for(cast.leader)) == {ours, towns, given}
    assert set(access.problems_for(cast.superior)) == {ours, towns, given}
    assert set(access.problems_for(cast.handler)) == {ours, given}
    assert list(access.problems_for(cast.outsider)) == [given]
    assert list(access.problems_for(cast.system_admin)) == []


def test_get_problem_for_refuses_what_is_out_of_reach(organisation: Organisation, cast: Cast) -> None:
    towns = problem(organisation.town)
    assert access.get_problem_for(cast.leader, towns.pk) == towns
    with pytest.raises(Http404):
        access.get_problem_for(cast.handler, towns.pk)
    with pytest.raises(PermissionDenied):
        access.get_problem_for(cast.audit_admin, towns.pk)
    with pytest.raises(PermissionDenied):
        access.check_problem(cast.handler, "problem.publish", towns)


def test_owners_for_are_around_the_problem_and_never_the_one_complained_of(
    organisation: Organisation, cast: Cast
) -> None:
    subject = problem(organisation.town, asked_by_unit=organisation.bureau)
    names = [unit.name for unit in access.owners_for(cast.leader, subject)]
    assert names == ["清源县", "柳塘镇", "柳塘镇水利站", "沙田镇"]
    assert [unit.name for unit in access.owners_for(cast.outsider, subject)] == names
    assert list(access.units_in_reach(cast.handler, "report.read")) == [organisation.county]
