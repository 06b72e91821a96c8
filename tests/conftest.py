"""The cast that every test may call on, and the organisation they work in."""

import hypothesis
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.cast import Cast, Organisation, build_cast, build_organisation

__all__ = ["Cast", "Organisation"]

# A busy machine is no fault of the code: no property has a deadline.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


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
