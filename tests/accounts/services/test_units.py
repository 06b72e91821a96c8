"""The tree of units: added, changed, moved, never tied into a knot."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import services
from accounts.models import AuditEntry, Unit
from tests.conftest import Cast, Organisation


def _add(cast: Cast, **changes: Any) -> Unit:
    facts: dict[str, Any] = {"name": "县水务局", "parent": None, "staff_count": 30, "receives_reports": True}
    return services.create_unit(actor=cast.system_admin, **(facts | changes))


def _change(cast: Cast, unit: Unit, **changes: Any) -> Unit:
    facts = {
        "name": unit.name,
        "parent": unit.parent,
        "staff_count": unit.staff_count,
        "receives_reports": unit.receives_reports,
    }
    return services.update_unit(actor=cast.system_admin, unit=unit, **(facts | changes))


def test_new_unit_stands_last_below_its_parent(organisation: Organisation, cast: Cast) -> None:
    unit = _add(cast, parent=organisation.county, name=" 县水务局 ")
    assert list(organisation.county.children.values_list("name", flat=True)) == [
        "县民政局", "柳塘镇", "沙田镇", "县水务局",
    ]  # fmt: skip
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.subject) == ("sysadmin", "unit.create", f"unit:{unit.pk}")
    assert entry.detail == {
        "name": "县水务局", "parent": organisation.county.pk, "staff_count": 30, "receives_reports": True,
    }  # fmt: skip


def test_changes_alone_are_recorded(organisation: Organisation, cast: Cast) -> None:
    _change(cast, organisation.town)
    assert AuditEntry.objects.count() == 0
    _change(cast, organisation.town, staff_count=81)
    assert AuditEntry.objects.get().detail == {"staff_count": 81}
    assert Unit.objects.get(pk=organisation.town.pk).staff_count == 81


def test_unit_moves_with_all_below_it(organisation: Organisation, cast: Cast) -> None:
    _change(cast, organisation.town, parent=organisation.bureau)
    assert [unit.name for unit in organisation.village.ancestors()] == ["清源县", "县民政局", "柳塘镇"]


def test_impossible_places_and_names_are_refused(organisation: Organisation, cast: Cast) -> None:
    county, town, village = organisation.county, organisation.town, organisation.village
    refusals: list[tuple[Unit | None, dict[str, Any], str]] = [
        (None, {}, "parent"),  # a second top
        (None, {"parent": county, "name": "柳塘镇"}, "name"),  # same name below the same unit
        (None, {"parent": county, "name": " "}, "name"),
        (town, {"parent": town}, "parent"),
        (town, {"parent": village}, "parent"),  # below its own child
        (town, {"name": "沙田镇"}, "name"),  # renamed like a sibling
    ]
    fields = []
    for unit, changes, _field in refusals:
        with pytest.raises(ValidationError) as refusal:
            _change(cast, unit, **changes) if unit else _add(cast, **changes)
        fields.append(list(refusal.value.message_dict))
    assert fields == [[field] for _unit, _changes, field in refusals]


def test_only_system_administrators_change_the_tree(organisation: Organisation, cast: Cast) -> None:
    facts: dict[str, Any] = {
        "name": "县水务局", "parent": organisation.county, "staff_count": 1, "receives_reports": False,
    }  # fmt: skip
    for actor in (cast.security_admin, cast.audit_admin, cast.leader):
        with pytest.raises(PermissionDenied):
            services.create_unit(actor=actor, **facts)
        with pytest.raises(PermissionDenied):
            services.update_unit(actor=actor, unit=organisation.town, **facts)
