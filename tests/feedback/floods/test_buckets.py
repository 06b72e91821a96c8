import random

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import Unit
from feedback.floods import buckets
from feedback.floods.buckets import FullError, Passage, ProofNeededError, Standing, refill, standing, take
from feedback.floods.refilling import refill_buckets
from feedback.models import Bucket
from feedback.models.bucket import FILES, SITE
from tests.conftest import Organisation

QUIET = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Top:
    """A chance that always takes the highest, or the lowest."""

    def __init__(self, *, lowest: bool = False) -> None:
        self.lowest = lowest

    def randint(self, first: int, last: int, /) -> int:
        return first if self.lowest else last


@pytest.fixture(autouse=True)
def _sizes(settings: Settings) -> None:
    settings.FLOOD_SITE, settings.FLOOD_UNIT, settings.FLOOD_REFILL, settings.FLOOD_LOW = 100, 10, 20, 40
    settings.FLOOD_FILES = 30


def _levels() -> dict[int, int]:
    return dict(Bucket.objects.values_list("place", "level"))


def _set(place: int, level: int) -> None:
    Bucket.objects.filter(place=place).update(level=level)


def _tried(unit: int | None, passage: Passage) -> str:
    try:
        with transaction.atomic():
            take(unit, passage)
    except (ProofNeededError, FullError) as refusal:
        return type(refusal).__name__
    return "taken"


def test_refilling_makes_a_bucket_for_the_site_and_each_receiving_unit(organisation: Organisation) -> None:
    gone = Unit.objects.create(name="撤销办", staff_count=50, receives_reports=True)
    refill(chance=Top())
    assert _levels().pop(gone.pk) == 10
    Unit.objects.filter(pk=gone.pk).update(receives_reports=False)
    refill(chance=Top())
    receiving = (organisation.county, organisation.bureau, organisation.town, organisation.other_town)
    assert _levels() == {SITE: 100, FILES: 30} | {unit.pk: 10 for unit in receiving}


def test_taking_lowers_the_site_and_the_unit_alone(organisation: Organisation) -> None:
    refill(chance=Top())
    before = _levels()
    take(organisation.town.pk, Passage.PLAIN)
    take(None, Passage.PLAIN)
    take(organisation.town.pk, Passage.EXEMPT)
    assert _levels() == before | {SITE: 98, organisation.town.pk: 9}


@pytest.mark.parametrize(
    ("site", "unit", "plain", "proven", "stands"),
    [
        (100, 10, "taken", "taken", Standing.OPEN),
        (41, 5, "taken", "taken", Standing.OPEN),
        (40, 5, "ProofNeededError", "taken", Standing.LOW),
        (41, 4, "ProofNeededError", "taken", Standing.LOW),
        (1, 1, "ProofNeededError", "taken", Standing.LOW),
        (100, 0, "FullError", "FullError", Standing.EMPTY),
        (0, 10, "FullError", "FullError", Standing.EMPTY),
    ],
)
def test_what_is_asked_follows_from_the_lower_bucket(  # noqa: PLR0913, PLR0917  # one table
    organisation: Organisation, site: int, unit: int, plain: str, proven: str, stands: Standing
) -> None:
    refill(chance=Top())
    town = organisation.town.pk
    for passage, outcome in ((Passage.PLAIN, plain), (Passage.PROVEN, proven)):
        _set(SITE, site)
        _set(town, unit)
        assert standing(town) is stands
        assert _tried(town, passage) == outcome
        taken = outcome == "taken"
        assert (_levels()[SITE], _levels()[town]) == (site - taken, unit - taken)
    assert _tried(town, Passage.SUSPECT) == "ProofNeededError"
    assert _tried(town, Passage.EXEMPT) == "taken"


def test_a_unit_since_the_last_slot_is_as_good_as_full(organisation: Organisation) -> None:
    assert (standing(organisation.town.pk), _tried(organisation.town.pk, Passage.PLAIN)) == (Standing.OPEN, "taken")
    assert _levels() == {}


@pytest.mark.parametrize("lowest", [True, False])
def test_a_full_bucket_gets_a_random_level_near_its_top(organisation: Organisation, lowest: bool) -> None:
    refill(chance=Top())
    for _ in range(3):
        take(None, Passage.PLAIN)
    refill(chance=Top(lowest=lowest))
    assert _levels()[SITE] == (90 if lowest else 100)


def test_three_that_came_do_not_show_after_a_slot(organisation: Organisation) -> None:
    def seen(takes: int) -> set[int]:
        chance, found = random.Random(7), set()  # noqa: S311  # reproducible, and nothing depends on it
        for _ in range(80):
            refill(chance=chance)
            for _ in range(takes):
                take(None, Passage.PLAIN)
            refill(chance=chance)
            found.add(_levels()[SITE])
        return found

    assert seen(0) == seen(3) == set(range(90, 101))


@QUIET
@given(
    size=st.integers(1, 40),
    percent=st.integers(1, 100),
    acts=st.lists(st.sampled_from([*Passage, "slot"]), max_size=40),
    seed=st.integers(0, 99),
)
def test_any_sequence_keeps_the_account(  # noqa: PLR0913, PLR0917  # what is drawn
    organisation: Organisation, settings: Settings, size: int, percent: int, acts: list[Passage | str], seed: int
) -> None:
    settings.FLOOD_SITE, settings.FLOOD_REFILL = size, percent
    Bucket.objects.all().delete()
    refill(chance=Top())
    chance, twin = random.Random(seed), random.Random(seed)  # noqa: S311  # the oracle draws the same
    level = size
    for act in acts:
        if isinstance(act, Passage):
            low = act is Passage.PLAIN and level - 1 < buckets.low_mark(SITE)
            refused = act is Passage.SUSPECT or (act is not Passage.EXEMPT and (level == 0 or low))
            assert (_tried(None, act) != "taken") is refused
            level -= not refused and act is not Passage.EXEMPT
        else:
            refill(chance=chance)
            tops = [twin.randint(most - most // 10, most) for most in (30, size, 10, 10, 10, 10)]
            level = min(level + max(1, size * percent // 100), tops[1])
        assert _levels()[SITE] == level
        assert 0 <= level <= size


def test_the_database_itself_refuses_a_level_below_nothing(db: None) -> None:
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Bucket.objects.create(place=SITE, level=-1)


def test_the_schedule_refills(organisation: Organisation) -> None:
    refill_buckets.call()
    assert 90 <= _levels()[SITE] <= 100
    _set(SITE, 3)
    refill_buckets.call()
    assert _levels()[SITE] == 23
