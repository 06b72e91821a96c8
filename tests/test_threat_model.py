"""The threat model names files; each of them is there, and each line of the contract has its row."""

import re

import pytest
from django.conf import settings

_TEXT = (settings.BASE_DIR / "docs/threat-model.md").read_text(encoding="utf-8")
_NAMED = sorted(set(re.findall(r"`((?:tests|feedback|config|digests|templates|benchmarks)/[^`]+\.[a-z]+)`", _TEXT)))


def test_the_contract_has_twelve_rows() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", _TEXT, re.MULTILINE)] == list(range(1, 13))


@pytest.mark.parametrize("name", _NAMED)
def test_every_file_it_names_is_there(name: str) -> None:
    assert (settings.BASE_DIR / name).exists()
