"""The table of rights, walked in full: every right, every role, every place in the tree."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AdminRole, Membership, Role, Unit, User
from accounts.permissions import (
    ADMIN_TABLE,
    TABLE,
    check,
    check_administer,
    holders,
    may,
    may_administer,
    may_somewhere,
    rights_somewhere,
    units_where,
)
from tests.conftest import Organisation

# Who holds what, written down a second time: a right that is added or widened fails here until it is meant.
EXPECTED: dict[str, str] = {
    "report.read": "handler:unit",
    "report.answer": "handler:unit",
    "report.decline": "handler:unit",
    "reply.watch": "leader:tree",
    "problem.read": "handler:unit leader:tree superior:tree",
    "problem.create": "handler:unit",
    "problem.assign": "handler:unit leader:tree",
    "problem.promise": "leader:tree",
    "problem.implement": "handler:unit leader:tree",
    "problem.keep": "leader:tree",
    "problem.supervise": "superior:tree",
    "answer.write": "handler:unit leader:tree",
    "overview.read": "leader:tree superior:tree",
    "limits.set": "leader:tree",
    "problem.publish": "handler:unit leader:tree",
    "task.read": "handler:unit leader:tree superior:tree",
    "task.edit": "handler:unit",
    "round.read": "leader:tree superior:tree",
    "round.decide": "leader:tree",
    "case.intake": "intake:tree",
    "case.appoint": "secretary:tree",
    "case.verify": "verifier:tree",
    "case.convene": "chair:tree",
    "case.decide": "chair:tree panel:tree",
    "case.notify": "secretary:tree",
    "case.lead": "leader:tree",
    "case.limits": "leader:tree",
    "case.risen": "leader:unit superior:unit",
    "case.read": "chair:tree intake:tree leader:tree panel:tree secretary:tree verifier:tree",
    "case.file_for": "leader:tree",
    "case.file_ex_officio": "intake:tree",
    "criteria.edit": "secretary:tree",
    "criteria.publish": "leader:tree",
    "digest.read": "leader:tree superior:tree",
    "digest.build": "secretary:tree superior:tree",
    "digest.release": "secretary:tree superior:tree",
    "words.edit": "handler:unit secretary:tree",
    "instruction.give": "superior:tree",
    "instruction.answer": "handler:unit leader:tree",
    "code.order": "issuer:tree",
}
EXPECTED_ADMIN = {
    "user.list": "security system",
    "user.manage": "system",
    "unit.manage": "system",
    "code.rule": "system",
    "calendar.edit": "system",
    "pool.watch": "system",
    "role.grant": "security",
    "audit.read": "audit",
}


def _reach(right: str, role: Role) -> str:
    reaches = dict(pair.split(":") for pair in EXPECTED[right].split())
    return reaches.get(role.value, "none")


def test_table_holds_exactly_the_expected_rights() -> None:
    assert {
        right: " ".join(sorted(f"{role.value}:{reach.value}" for role, reach in reaches.items()))
        for right, reaches in TABLE.items()
    } == EXPECTED
    assert {right: " ".join(sorted(roles)) for right, roles in ADMIN_TABLE.items()} == EXPECTED_ADMIN


@pytest.mark.parametrize("role", Role)
def test_rights_somewhere_are_those_that_reach_over_a_unit(organisation: Organisation, role: Role) -> None:
    user = User.objects.create_user("walker", name="走")
    assert rights_somewhere(user) == set()
    Membership.objects.create(user=user, unit=organisation.town, role=role)
    reaching = {right for right in TABLE if units_where(user, right)}
    assert rights_somewhere(user) == reaching
    assert {right for right in TABLE if may_somewhere(user, right)} == reaching
    user.is_active = False
    assert rights_somewhere(user) == set()
    assert not any(may_somewhere(user, right) for right in TABLE)


@pytest.mark.parametrize("role", Role)
def test_rights_reach_exactly_as_far_as_the_table_says(organisation: Organisation, role: Role) -> None:
    user = User.objects.create_user("walker", name="走")
    Membership.objects.create(user=user, unit=organisation.town, role=role)
    own, below = organisation.town.pk, organisation.village.pk
    expected = {"none": set(), "unit": {own}, "tree": {own, below}}
    assert {right: units_where(user, right) for right in EXPECTED} == {
        right: expected[_reach(right, role)] for right in EXPECTED
    }


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("admin_role", AdminRole)
def test_administrators_and_closed_accounts_hold_no_ordinary_right(
    organisation: Organisation, role: Role, admin_role: AdminRole
) -> None:
    user = User.objects.create_user("walker", name="走")
    Membership.objects.create(user=user, unit=organisation.county, role=role)
    user.admin_role = admin_role  # the database refuses to store this; the table refuses it as well
    assert {right: units_where(user, right) for right in EXPECTED} == dict.fromkeys(EXPECTED, frozenset())
    user.admin_role, user.is_active = "", False
    assert {right: units_where(user, right) for right in EXPECTED} == dict.fromkeys(EXPECTED, frozenset())


@pytest.mark.parametrize("admin_role", ["", *AdminRole])
@pytest.mark.parametrize("right", EXPECTED_ADMIN)
def test_administrators_hold_their_own_rights_alone(right: str, admin_role: str) -> None:
    user = User(username="walker", admin_role=admin_role)
    assert may_administer(user, right) is (admin_role in EXPECTED_ADMIN[right].split())
    user.is_active = False
    assert may_administer(user, right) is False


def test_may_and_check_agree(organisation: Organisation) -> None:
    user = User.objects.create_user("walker", name="走")
    Membership.objects.create(user=user, unit=organisation.town, role=Role.HANDLER)
    assert may(user, "report.read", organisation.town) is True
    assert may(user, "report.read", organisation.county.pk) is False
    assert may_somewhere(user, "report.read") is True
    assert may_somewhere(user, "case.read") is False
    check(user, "report.read", organisation.town)
    with pytest.raises(PermissionDenied):
        check(user, "report.read", organisation.county)
    with pytest.raises(PermissionDenied):
        check_administer(user, "role.grant")


def test_unknown_right_is_a_fault(organisation: Organisation) -> None:
    user = User.objects.create_user("walker", name="走", admin_role=AdminRole.SYSTEM)
    with pytest.raises(KeyError):
        units_where(user, "report.burn")
    with pytest.raises(KeyError):
        may_administer(user, "report.burn")


def test_holders_are_those_at_the_unit_and_those_above_whose_right_reaches_down(organisation: Organisation) -> None:
    def person(username: str, unit: Unit, role: Role) -> User:
        user = User.objects.create_user(username, name=username)
        Membership.objects.create(user=user, unit=unit, role=role)
        return user

    above = person("above", organisation.county, Role.LEADER)
    here = person("here", organisation.town, Role.HANDLER)
    person("too_high", organisation.county, Role.HANDLER)
    person("beside", organisation.other_town, Role.LEADER)
    assert holders("problem.assign", organisation.town) == {above.pk, here.pk}
