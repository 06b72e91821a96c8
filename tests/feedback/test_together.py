"""Requests that wait at the same time are stored in one transaction, and each succeeds or fails alone."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from accounts.models import Unit
from feedback.services import together as module
from feedback.services.together import together


class RefusedError(Exception):
    """What one of the acts raises."""


# On PostgreSQL requests write side by side, and none waits for another.
alone = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite lets one write at a time")


def _add(name: str, parent: int | None = None) -> int:
    Unit.objects.create(name=name, parent_id=parent)
    return threading.get_ident()


def _refuse() -> int:
    _add("refused")
    raise RefusedError


def _outcome(act: Callable[[], int]) -> int | str:
    try:
        return together(act)
    except (RefusedError, IntegrityError) as fault:
        return type(fault).__name__
    finally:
        connection.close()


def _at_once(acts: list[Callable[[], int]]) -> list[int | str]:
    """Run the acts while another one is being stored, so that all of them wait; return what came of each."""
    begun, free = threading.Event(), threading.Event()

    def hold() -> int:
        begun.set()
        free.wait(10)
        return _add("first")

    with ThreadPoolExecutor(len(acts) + 1) as pool:
        first = pool.submit(_outcome, hold)
        assert begun.wait(10)
        rest: list[Future[int | str]] = [pool.submit(_outcome, act) for act in acts]
        while len(module._waiting) < len(acts):  # noqa: SLF001  # nothing else tells that they wait
            time.sleep(0.001)
        free.set()
        assert isinstance(first.result(), int)
        return [each.result() for each in rest]


def _names() -> set[str]:
    return set(Unit.objects.values_list("name", flat=True))


@alone
@pytest.mark.django_db(transaction=True)
def test_whoever_waits_is_stored_by_one_for_all() -> None:
    threads = _at_once([lambda name=name: _add(name) for name in "abcde"])  # type: ignore[misc]
    assert len(set(threads)) == 1
    assert _names() == {"first", *"abcde"}


@alone
@pytest.mark.django_db(transaction=True)
def test_a_refusal_undoes_its_own_act_alone() -> None:
    outcomes = _at_once([lambda: _add("a"), _refuse, lambda: _add("b")])
    assert outcomes[1] == "RefusedError"
    assert _names() == {"first", "a", "b"}


@alone
@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_committed_does_not_take_the_others_with_it() -> None:
    """A missing parent shows only where the transaction ends."""
    outcomes = _at_once([lambda: _add("a"), lambda: _add("lost", parent=10**6), lambda: _add("b")])
    assert outcomes[1] == "IntegrityError"
    assert _names() == {"first", "a", "b"}


@pytest.mark.django_db
def test_inside_a_transaction_it_is_part_of_it() -> None:
    with pytest.raises(RefusedError):
        together(_refuse)
    assert together(lambda: _add("a")) == threading.get_ident()
    assert _names() == {"a"}
