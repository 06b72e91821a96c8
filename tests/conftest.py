"""The cast that every test may call on, and the organisation they work in."""

import pytest
from django.test import Client

from tests.cast import Cast, Organisation, build_cast, build_organisation

__all__ = ["Cast", "Organisation"]


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
