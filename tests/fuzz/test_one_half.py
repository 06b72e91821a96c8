"""One half of many odd requests; the halves are files, so that they run side by side."""

import pytest

from tests.fuzz.account import check, let_loose


@pytest.mark.slow
def test_one_half_of_the_crowd_breaks_and_loses_nothing(transactional_db: None) -> None:
    check(let_loose(seed=1))
