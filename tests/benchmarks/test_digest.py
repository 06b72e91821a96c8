"""The benchmark of the digest, small: it says what it promises to say, and all printers print the same pages."""

import pytest

from benchmarks.digest import measure


@pytest.mark.slow
def test_figures_and_printers_are_measured() -> None:
    found = measure(reports=[100, 200], pages=[2], turns=1)
    assert list(found["figures_s"]) == ["100", "200"]
    assert list(found["pdf_s"]["2"]) == ["ours", "chromium", "typst"]
    assert all(spent > 0 for spent in found["pdf_s"]["2"].values())
    assert found["warm_edition_pages"] >= 8
    assert (found["warm_edition_s"] > 0, found["peak_mb"] > 0, isinstance(found["exponent"], float)) == (True,) * 3
