"""The limits of units: inherited from the nearest above, within the published bounds, never under a running phase."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, STEPS, case_in
from tolerance import services
from tolerance.limits import limit_of, limits_of, own_limit
from tolerance.models import Case, PhaseLimit
from tolerance.procedure import PHASES
from tolerance.workflow import STEPS as TABLE
from tolerance.workflow import due_on


def test_published_limits_are_within_their_bounds_and_the_law_s_are_not_to_be_changed() -> None:
    assert all(1 <= one.least <= one.limit <= one.most for one in PHASES.values())
    remedies = {step.source for step in TABLE if step.right == "system"}
    assert remedies == {"notified", "reviewed", "appeal_decided"}
    assert not remedies & set(PHASES)


def test_limits_are_inherited_from_the_nearest_unit_above(organisation: Organisation, cast: Cast) -> None:
    county, town, village = organisation.county.pk, organisation.town.pk, organisation.village.pk
    assert own_limit(village, "verifying") is None
    services.set_case_limits(
        actor=cast.leader, unit=organisation.county, days={"verifying": 15, "correcting": 20, "submitted": None}
    )
    services.set_case_limits(actor=cast.leader, unit=organisation.town, days={"verifying": 30})
    published = {name: phase.limit for name, phase in PHASES.items()}
    assert limits_of(county) == published | {"verifying": 15, "correcting": 20}
    assert limits_of(village) == limits_of(town) == published | {"verifying": 30, "correcting": 20}
    assert [limit_of(unit, "verifying") for unit in (county, town, village)] == [15, 30, 30]
    services.set_case_limits(actor=cast.leader, unit=organisation.town, days={"verifying": None})
    assert limit_of(village, "verifying") == 15
    assert AuditEntry.objects.filter(act="case.limits", subject=f"unit:{town}").count() == 2


def test_a_phase_keeps_the_limit_with_which_it_began(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    before = case.due_on
    services.set_case_limits(actor=cast.leader, unit=organisation.county, days={"accepted": 1, "verifying": 10})
    case.refresh_from_db()
    assert case.due_on == before == due_on("accepted", FILED_ON)
    STEPS["verifying"](case, cast)
    assert Case.objects.get(pk=case.pk).due_on == due_on("verifying", FILED_ON, own=10)


def test_bounds_hold_in_the_service_and_in_the_database(organisation: Organisation, cast: Cast) -> None:
    for days in ({"verifying": 9}, {"verifying": 31}, {"notified": 10}, {"nothing": 3}):
        with pytest.raises(services.RefusedError):
            services.set_case_limits(actor=cast.leader, unit=organisation.town, days=days)
        for phase, count in days.items():
            with pytest.raises(IntegrityError), transaction.atomic():
                PhaseLimit.objects.create(unit=organisation.town, phase=phase, days=count)
    with pytest.raises(PermissionDenied):
        services.set_case_limits(actor=cast.secretary, unit=organisation.town, days={"verifying": 10})
