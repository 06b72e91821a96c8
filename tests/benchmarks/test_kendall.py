"""The arithmetic behind the order benchmark."""

import pytest

from benchmarks.kendall import interval, student, tau


def test_tau_of_the_same_the_reversed_and_a_known_order() -> None:
    assert tau(range(5), [0.0, 1.0, 2.0, 3.0, 4.0]) == 1.0
    assert tau(range(5), [4.0, 3.0, 2.0, 1.0, 0.0]) == -1.0
    assert tau(range(4), [0.0, 2.0, 1.0, 3.0]) == pytest.approx(4 / 6)


def test_tau_takes_ignorance_for_chance() -> None:
    assert tau(range(4), [None] * 4) == 0.0
    assert tau(range(3), [0.0, 1.0, None]) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("probability", "freedom", "wanted"), [(0.975, 19, 2.0930), (0.975, 4, 2.7764), (0.9995, 19, 3.8834)]
)
def test_quantiles_of_students_t_are_those_of_the_tables(probability: float, freedom: int, wanted: float) -> None:
    assert student(probability, freedom) == pytest.approx(wanted, abs=1e-3)


def test_interval_is_the_mean_and_what_lies_around_it() -> None:
    assert interval([1.0, 2.0, 3.0, 4.0, 5.0], level=0.95) == pytest.approx((1.0368, 4.9632), abs=1e-3)
