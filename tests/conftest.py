"""The cast that every test may call on, and the organisation they work in."""

import gc
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from django.utils import translation

from tests.cast import Cast, Organisation, build_cast, build_organisation
from tests.guards import lowered_guards
from tests.lengths import mark_long
from tests.prepared import share

__all__ = ["Cast", "Organisation"]

# A busy machine is no fault of the code: no property has a deadline.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Let the processes of a run share what they set up; pytest calls this."""
    share(config)


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is long; pytest calls this."""
    mark_long(items)


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what lives as long as the run, a fifth of the time. Pytest calls this."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied() -> Iterator[None]:
    """After a test that commits, Django empties all tables, which the audit trail's triggers would refuse."""
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # noqa: SLF001  # it happens there alone

    def empty_with_guards_lowered(case: TransactionTestCase) -> None:
        with lowered_guards():
            empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_with_guards_lowered)
        yield


@pytest.fixture(autouse=True)
def _first_language() -> None:
    # A request for an English page leaves its language behind for whatever runs next in the same thread.
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return build_organisation()


@pytest.fixture
def cast(organisation: Organisation) -> Cast:
    return build_cast(organisation)


@pytest.fixture
def reporter() -> Client:
    """Whoever writes without an account: a client that was never signed in."""
    return Client()
