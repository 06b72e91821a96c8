from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Unit
from accounts.tree import current_tree
from tests.conftest import Organisation


def _in_order() -> list[tuple[int, int, tuple[int, ...]]]:
    return [(unit.pk, unit.tree_depth, tuple(unit.tree_path)) for unit in Unit.objects.with_tree_fields()]


def _kept() -> list[tuple[int, int, tuple[int, ...]]]:
    return [(unit.pk, unit.tree_depth, unit.tree_path) for unit in current_tree().units]


def test_an_unchanged_tree_is_not_built_again(organisation: Organisation) -> None:
    assert current_tree() is current_tree()


def test_the_units_are_those_of_the_database(organisation: Organisation) -> None:
    facts = [(unit.pk, unit.name, unit.staff_count, unit.receives_reports) for unit in current_tree().units]
    stored = Unit.objects.with_tree_fields()
    assert facts == [(unit.pk, unit.name, unit.staff_count, unit.receives_reports) for unit in stored]
    assert [unit.receives_reports for unit in current_tree().units].count(True) == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_unit SET name = name || '新' WHERE name = '柳塘镇水利站'",
        "UPDATE accounts_unit SET staff_count = staff_count + 1 WHERE name = '沙田镇'",
        "UPDATE accounts_unit SET position = position + 9 WHERE name = '柳塘镇'",
        "DELETE FROM accounts_unit WHERE name = '柳塘镇水利站'",
    ],
)
def test_a_change_made_by_anybody_is_seen_at_once(organisation: Organisation, statement: str) -> None:
    before = current_tree()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    after = current_tree()
    assert after is not before
    assert _kept() == _in_order()
    assert [str(unit) for unit in after.units] == [str(unit) for unit in Unit.objects.with_tree_fields()]


def test_a_line_goes_from_the_unit_to_the_top(organisation: Organisation) -> None:
    tree = current_tree()
    for unit in Unit.objects.all():
        assert [each.pk for each in tree.line(unit.pk)] == list(_upwards(unit))
    with pytest.raises(KeyError):
        tree.line(0)


def _upwards(unit: Unit | None) -> Iterator[int]:
    while unit:
        yield unit.pk
        unit = unit.parent


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=12))
def test_any_tree_has_the_order_of_the_database(db: None, places: list[tuple[int, int]]) -> None:
    Unit.objects.all().delete()
    made = [Unit.objects.create(name="顶")]
    for number, (above, position) in enumerate(places):
        made.append(Unit.objects.create(name=f"{number}", parent=made[above % len(made)], position=position))
    assert _kept() == _in_order()
