"""The trail: what is appended stays as it is, or shows."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit import GENESIS, first_broken, head, record
from accounts.models import AuditEntry
from tests.conftest import Cast
from tests.guards import lowered_guards

# A surrogate is no text, and PostgreSQL stores no zero byte.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
FACTS = st.dictionaries(WORDS, st.one_of(WORDS, st.integers(-(2**53), 2**53), st.booleans(), st.none()), max_size=4)


def _write(count: int) -> list[AuditEntry]:
    return [record(actor=None, act="unit.create", subject=f"unit:{n}", detail={"n": n}) for n in range(count)]


@pytest.mark.django_db
def test_entries_are_numbered_and_chained() -> None:
    first, second = _write(2)
    assert (first.number, first.previous) == (1, GENESIS)
    assert (second.number, second.previous) == (2, first.digest)
    assert head() == second.digest
    assert first_broken() is None


@pytest.mark.django_db
def test_an_empty_trail_is_whole() -> None:
    assert head() == GENESIS
    assert first_broken() is None


def test_an_entry_names_its_actor(cast: Cast) -> None:
    assert record(actor=cast.handler, act="a.b", subject="c:1").actor == "handler"
    assert record(actor=None, act="a.b", subject="c:1").actor == "system"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "somebody"),
        ("act", "unit.update"),
        ("subject", "unit:99"),
        ("detail", {"n": 99}),
        ("previous", "f" * 64),
        ("digest", "f" * 64),
        ("number", 99),
    ],
)
@pytest.mark.django_db
def test_a_changed_entry_is_found(field: str, value: Any) -> None:
    _write(3)
    with lowered_guards():
        AuditEntry.objects.filter(number=2).update(**{field: value})
    assert first_broken() == 2


@pytest.mark.django_db
def test_a_changed_time_is_found() -> None:
    entries = _write(3)
    with lowered_guards():
        AuditEntry.objects.filter(number=2).update(at=entries[0].at)
    assert first_broken() == 2


@pytest.mark.django_db
def test_a_removed_entry_is_found() -> None:
    _write(3)
    with lowered_guards():
        AuditEntry.objects.filter(number=1).delete()
    assert first_broken() == 1


@pytest.mark.django_db
def test_a_removed_end_shows_in_the_head() -> None:
    entries = _write(3)
    with lowered_guards():
        AuditEntry.objects.filter(number=3).delete()
    assert first_broken() is None
    assert head() == entries[1].digest


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(FACTS, min_size=1, max_size=3))
def test_any_facts_come_back_whole(facts: list[dict[str, Any]]) -> None:
    for fact in facts:
        assert record(actor=None, act="a.b", subject="c:1", detail=fact).detail == fact
    assert first_broken() is None


@pytest.mark.django_db
def test_facts_are_hashed_as_they_are_stored() -> None:
    record(actor=None, act="a.b", subject="c:1", detail={"ids": (10, 9)})
    assert AuditEntry.objects.get().detail == {"ids": [10, 9]}
    assert first_broken() is None


@pytest.mark.django_db
def test_command_says_whether_the_trail_is_whole() -> None:
    _write(2)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == f"The audit trail is whole: 2 entries, head {head()}.\n"
    printed = AuditEntry.objects.get(number=1).digest
    call_command("verify_audit", holds=printed.upper(), stdout=out)
    assert "at entry 1: nothing up to there was changed" in out.getvalue()
    with pytest.raises(CommandError, match=r"^No entry of the audit trail has this digest"):
        call_command("verify_audit", holds=GENESIS, stdout=out)
    with lowered_guards():
        AuditEntry.objects.filter(number=2).update(actor="somebody")
    with pytest.raises(CommandError, match=r"^The audit trail is broken at entry 2\.$"):
        call_command("verify_audit", stdout=out)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update", "delete", "save"])
def test_the_database_refuses_to_change_or_remove_an_entry(act: str) -> None:
    entry = _write(2)[0]
    acts: dict[str, Callable[[], object]] = {
        "update": lambda: AuditEntry.objects.filter(number=1).update(actor="somebody"),
        "delete": lambda: AuditEntry.objects.all().delete(),
        "save": entry.save,
    }
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        acts[act]()
    assert AuditEntry.objects.count() == 2
    assert first_broken() is None
