"""Which files of tests are long; owns that they stay out of `./test fast`.

A test that starts the product or measures it is `slow` instead. In one place, because what is long shows only beside
all the others: `pytest --durations=0` tells.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONG = frozenset(
    {
        "config/test_demo.py",
        "digests/test_attachment.py",
        "digests/test_document.py",
        "digests/test_golden.py",
        "digests/test_services.py",
        "feedback/test_code_orders.py",
        "jobs/rebuilding/test_limits.py",
        "jobs/rebuilding/test_rebuilding.py",
        "search/backend/test_merging.py",
        "search/test_permissions.py",
        "tolerance/services/test_drafting.py",
        "tolerance/services/test_panel.py",
        "tolerance/services/test_precedents.py",
        "tolerance/test_letters.py",
        "tolerance/test_thirty.py",
        "tolerance/test_workflow.py",
        "tolerance/views/test_pages.py",
    }
)


def mark_long(items: list[pytest.Item]) -> None:
    """Give the tests of long files their mark.

    Raises:
        pytest.UsageError: a file that is named is no longer there.
    """
    gone = sorted(name for name in LONG if not (HERE / name).is_file())
    if gone:
        raise pytest.UsageError(f"tests/lengths.py names files that are not there: {', '.join(gone)}")
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.relative_to(HERE).as_posix() in LONG:
            item.add_marker(pytest.mark.long)
