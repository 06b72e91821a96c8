"""THE table of who may do what; owns rights and their reach over the tree of units, never a row of another room.

Rights are plain strings, `room.act`. A role's right reaches over the unit of the membership (`Reach.UNIT`) or over that
unit and all below it (`Reach.TREE`). The three administrators hold their own rights only: memberships of a user with an
administrator's role count for nothing, so none of them can read a report or a case.
"""

from enum import Enum

from django.core.exceptions import PermissionDenied

from accounts.models import AdminRole, Role, Unit, User
from accounts.tree import current_tree


class Reach(Enum):
    """How far a right goes."""

    UNIT = "unit"
    TREE = "tree"


UNIT, TREE = Reach.UNIT, Reach.TREE

TABLE: dict[str, dict[Role, Reach]] = {
    "report.read": {Role.HANDLER: UNIT},
    "report.answer": {Role.HANDLER: UNIT},
    "report.decline": {Role.HANDLER: UNIT},
    "reply.watch": {Role.LEADER: TREE},
    "problem.read": {Role.HANDLER: UNIT, Role.LEADER: TREE, Role.SUPERIOR: TREE},
    "problem.create": {Role.HANDLER: UNIT},
    "problem.assign": {Role.HANDLER: UNIT, Role.LEADER: TREE},
    "problem.promise": {Role.LEADER: TREE},
    "problem.implement": {Role.LEADER: TREE, Role.HANDLER: UNIT},
    "problem.keep": {Role.LEADER: TREE},
    "problem.supervise": {Role.SUPERIOR: TREE},
    "answer.write": {Role.HANDLER: UNIT, Role.LEADER: TREE},
    "overview.read": {Role.LEADER: TREE, Role.SUPERIOR: TREE},
    "limits.set": {Role.LEADER: TREE},
    "problem.publish": {Role.HANDLER: UNIT, Role.LEADER: TREE},
    "task.read": {Role.HANDLER: UNIT, Role.LEADER: TREE, Role.SUPERIOR: TREE},
    "task.edit": {Role.HANDLER: UNIT},
    "round.read": {Role.LEADER: TREE, Role.SUPERIOR: TREE},
    "round.decide": {Role.LEADER: TREE},
    "case.file_for": {Role.LEADER: TREE},
    "case.file_ex_officio": {Role.INTAKE: TREE},
    "case.intake": {Role.INTAKE: TREE},
    "case.appoint": {Role.SECRETARY: TREE},
    "case.verify": {Role.VERIFIER: TREE},
    "case.convene": {Role.CHAIR: TREE},
    "case.decide": {Role.PANEL: TREE, Role.CHAIR: TREE},
    "case.notify": {Role.SECRETARY: TREE},
    "case.lead": {Role.LEADER: TREE},
    "case.limits": {Role.LEADER: TREE},
    # What is late reaches a unit step by step, so it is for those of that very unit.
    "case.risen": {Role.LEADER: UNIT, Role.SUPERIOR: UNIT},
    "case.read": {
        Role.INTAKE: TREE,
        Role.SECRETARY: TREE,
        Role.VERIFIER: TREE,
        Role.PANEL: TREE,
        Role.CHAIR: TREE,
        Role.LEADER: TREE,
    },
    # Criteria are the organisation's: both rights count for its top unit alone.
    "criteria.edit": {Role.SECRETARY: TREE},
    "criteria.publish": {Role.LEADER: TREE},
    "digest.read": {Role.SUPERIOR: TREE, Role.LEADER: TREE},
    "digest.build": {Role.SUPERIOR: TREE, Role.SECRETARY: TREE},
    "digest.release": {Role.SUPERIOR: TREE, Role.SECRETARY: TREE},
    "instruction.give": {Role.SUPERIOR: TREE},
    "instruction.answer": {Role.LEADER: TREE, Role.HANDLER: UNIT},
    # Words are the organisation's as a whole: whoever holds this anywhere edits them for all.
    "words.edit": {Role.HANDLER: UNIT, Role.SECRETARY: TREE},
    "code.order": {Role.ISSUER: TREE},
}

# Roles that one person never holds both of: whoever saw the codes of reporters must not read what came with them.
APART: tuple[frozenset[str], ...] = (frozenset({Role.HANDLER, Role.ISSUER}),)

ADMIN_TABLE: dict[str, frozenset[AdminRole]] = {
    "user.list": frozenset({AdminRole.SYSTEM, AdminRole.SECURITY}),
    "user.manage": frozenset({AdminRole.SYSTEM}),
    "unit.manage": frozenset({AdminRole.SYSTEM}),
    "code.rule": frozenset({AdminRole.SYSTEM}),
    "calendar.edit": frozenset({AdminRole.SYSTEM}),
    "pool.watch": frozenset({AdminRole.SYSTEM}),
    "role.grant": frozenset({AdminRole.SECURITY}),
    "audit.read": frozenset({AdminRole.AUDIT}),
}


def units_where(user: User, right: str) -> set[int]:
    """Return the ids of the units over which `user` holds `right`; empty for administrators and inactive users.

    Raises:
        KeyError: no such right in the table.
    """
    reaches = TABLE[right]
    if not user.is_active or user.admin_role:
        return set()
    seats = list(user.memberships.filter(role__in=list(reaches)).values_list("unit_id", "role"))
    ids = {unit for unit, role in seats if reaches[Role(role)] is Reach.UNIT}
    trees = {unit for unit, role in seats if reaches[Role(role)] is Reach.TREE}
    below = current_tree().below if trees else {}
    return ids.union(*(below[unit] for unit in trees))


def may(user: User, right: str, unit: Unit | int) -> bool:
    """Return whether `user` holds `right` over `unit` (a unit or its id)."""
    return (unit if isinstance(unit, int) else unit.pk) in units_where(user, right)


def may_somewhere(user: User, right: str) -> bool:
    """Return whether `user` holds `right` over at least one unit.

    Raises:
        KeyError: no such right in the table.
    """
    if not user.is_active or user.admin_role:
        return False
    return user.memberships.filter(role__in=list(TABLE[right])).exists()


def rights_somewhere(user: User) -> set[str]:
    """Return every right of the table that `user` holds over at least one unit, with one look at the memberships."""
    if not user.is_active or user.admin_role:
        return set()
    roles = {Role(role) for role in user.memberships.values_list("role", flat=True)}
    return {right for right, reaches in TABLE.items() if not roles.isdisjoint(reaches)}


def holders_of(right: str) -> str:
    """Return the names of the roles that hold a right, in the reader's language, with strokes between them.

    Raises:
        KeyError: no such right in the table.
    """
    return " / ".join(str(role.label) for role in TABLE[right])


def may_administer(user: User, right: str) -> bool:
    """Return whether `user` holds an administrator's right.

    Raises:
        KeyError: no such right in the table.
    """
    return user.is_active and bool(user.admin_role) and AdminRole(user.admin_role) in ADMIN_TABLE[right]


def check(user: User, right: str, unit: Unit | int) -> None:
    """Do nothing if `user` holds `right` over `unit`.

    Raises:
        PermissionDenied: the user does not.
    """
    if not may(user, right, unit):
        raise PermissionDenied


def check_administer(user: User, right: str) -> None:
    """Do nothing if `user` holds the administrator's right.

    Raises:
        PermissionDenied: the user does not.
    """
    if not may_administer(user, right):
        raise PermissionDenied


def holders(right: str, unit: Unit) -> set[int]:
    """Return the ids of the active users who hold `right` over `unit`."""
    line = {unit.pk, *unit.ancestors().values_list("pk", flat=True)}
    users = User.objects.filter(is_active=True, admin_role="", memberships__unit__in=line).distinct()
    return {user.pk for user in users if may(user, right, unit)}
