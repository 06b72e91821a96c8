"""When the order of arrival is effaced; `tests/benchmarks/test_order.py` looks at what is left of it in real files."""

import pytest

from feedback.effacing import efface_order


@pytest.mark.django_db
def test_nothing_is_effaced_within_a_transaction() -> None:
    assert efface_order() is False


@pytest.mark.django_db(transaction=True)
def test_it_is_effaced_outside_of_one() -> None:
    assert efface_order() is True
