"""The gate of coverage: too little fails, and the largest gaps are named first."""

import pytest

from config.checks import LEAST_COVERED, MOST_GAPS, covered


@pytest.mark.parametrize(("share", "code"), [(LEAST_COVERED - 0.1, 1), (LEAST_COVERED, 0), (100, 0)])
def test_too_little_coverage_fails(share: float, code: int) -> None:
    assert covered({"summary": {"percent_covered": share}, "files": {}}) == code


def test_the_largest_gaps_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    files = {f"room/of_{gap:02}.py": {"missing_lines": list(range(gap))} for gap in range(MOST_GAPS + 5)}
    covered({"summary": {"percent_covered": 95}, "files": files})
    named = [line.split(":")[0].strip() for line in capsys.readouterr().out.splitlines()[1:]]
    assert named == [f"room/of_{gap:02}.py" for gap in range(MOST_GAPS + 4, 4, -1)]
