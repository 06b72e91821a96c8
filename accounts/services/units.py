"""The tree of units: one top, everything else below it; never who works there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check_administer

# What the top unit is called until the system administrator gives it its name. Never translated: it is data.
FIRST_UNIT = "本单位"


def _check_place(unit: Unit) -> None:
    others = Unit.objects.exclude(pk=unit.pk)
    if unit.parent is None and others.filter(parent=None).exists():
        raise ValidationError({"parent": _("There is a top unit already; choose the unit above.")})
    if others.filter(parent=unit.parent, name=unit.name).exists():
        raise ValidationError({"name": _("There is a unit of this name below the same unit already.")})
    if unit.pk and unit.parent and unit.descendants(include_self=True).filter(pk=unit.parent.pk).exists():
        raise ValidationError({"parent": _("A unit cannot lie below itself.")})


def _facts(unit: Unit) -> dict[str, str | int | bool | None]:
    return {
        "name": unit.name,
        "parent": unit.parent_id,
        "staff_count": unit.staff_count,
        "receives_reports": unit.receives_reports,
    }


@transaction.atomic
def create_unit(*, actor: User, name: str, parent: Unit | None, staff_count: int, receives_reports: bool) -> Unit:
    """Add a unit as the last one below `parent`.

    Args:
        actor: a system administrator.
        name: the full name as it appears in letters.
        parent: the unit above; None only for the first unit of all.
        staff_count: how many people work there; decides whether a reporter is offered the unit.
        receives_reports: whether reports can be sent to it.

    Raises:
        PermissionDenied: `actor` may not manage units.
        ValidationError: by field: the name is missing or taken, or the place in the tree is impossible.
    """
    check_administer(actor, "unit.manage")
    last = Unit.objects.filter(parent=parent).order_by().aggregate(last=Max("position"))["last"]
    unit = Unit(name=name.strip(), parent=parent, staff_count=staff_count, receives_reports=receives_reports)
    unit.position = (last or 0) + 1
    _check_place(unit)
    unit.full_clean()
    unit.save()
    audit.record(actor=actor, act="unit.create", subject=f"unit:{unit.pk}", detail=_facts(unit))
    return unit


def create_first_unit(*, actor: User) -> Unit | None:
    """Add the top unit of a fresh installation, so that reports can be sent at once, or return None if any unit exists.

    Raises:
        PermissionDenied: `actor` may not manage units.
    """
    if Unit.objects.exists():
        return None
    return create_unit(actor=actor, name=FIRST_UNIT, parent=None, staff_count=0, receives_reports=True)


@transaction.atomic
def update_unit(  # noqa: PLR0913  # each is a field of the unit
    *, actor: User, unit: Unit, name: str, parent: Unit | None, staff_count: int, receives_reports: bool
) -> Unit:
    """Change a unit and return it as stored; arguments as for `create_unit`.

    Raises:
        PermissionDenied: `actor` may not manage units.
        ValidationError: by field, as for `create_unit`, and where the unit would lie below itself.
    """
    check_administer(actor, "unit.manage")
    stored: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = _facts(stored)
    stored.name, stored.parent = name.strip(), parent
    stored.staff_count, stored.receives_reports = staff_count, receives_reports
    _check_place(stored)
    stored.full_clean()
    changes = {key: value for key, value in _facts(stored).items() if value != before[key]}
    if changes:
        stored.save()
        audit.record(actor=actor, act="unit.update", subject=f"unit:{stored.pk}", detail=changes)
    return stored
