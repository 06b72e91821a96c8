"""Which unit a released report goes to: the one its writer chose, or one above; owns the answer, and writes nothing.

Where every handler of the chosen unit is kept from reading it, because they also work in the unit complained of, or in
the writer's own one against the writer's wish, it would wait for ever. It goes to the nearest unit above that can read
it then (contract 6).
"""

from collections import defaultdict

from accounts.models import Membership, Role
from accounts.tree import current_tree
from feedback.access import line_of
from feedback.intake import Content


def receiver_of(content: Content) -> int:
    """Return the id of the unit that receives a report: the chosen one where that has no handlers at all, or some left.

    Args:
        content: what was said; its receiving unit is neither barred unit nor below one.
    """
    barred = {content.asked_by_unit, content.own_unit if content.not_own else None} - {None}
    if not barred:
        return content.receiving_unit
    line = current_tree().line(content.receiving_unit)
    readers = _readers([unit.pk for unit in line], barred)
    if readers[content.receiving_unit] is not False:
        return content.receiving_unit
    above = (unit.pk for unit in line[1:] if unit.receives_reports and readers[unit.pk])
    return next(above, content.receiving_unit)


def _readers(line: list[int], barred: set[int | None]) -> dict[int, bool | None]:
    """Return of each unit whether one of its handlers may read; None where it has no handlers."""
    handlers = Membership.objects.filter(
        unit__in=line, role=Role.HANDLER, user__is_active=True, user__admin_role=""
    ).values_list("unit_id", "user_id")
    works_at: dict[int, set[int]] = defaultdict(set)
    for user, unit in Membership.objects.filter(user__in={user for _unit, user in handlers}).values_list(
        "user_id", "unit_id"
    ):
        works_at[user].add(unit)
    free = {user: line_of(units).isdisjoint(barred) for user, units in works_at.items()}
    found: dict[int, bool | None] = dict.fromkeys(line)
    for unit, user in handlers:
        found[unit] = bool(found[unit]) or free[user]
    return found
