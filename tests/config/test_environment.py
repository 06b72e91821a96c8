"""Environment variables: unknown or unreadable ones fail loudly."""

from pathlib import Path

import pytest

from config.environment import BASE_DIR, VARIABLES, BadEnvironmentError, data_dir, flag, keys_dir, number, read


def test_read_gives_every_variable_its_default() -> None:
    assert read({"PATH": "/bin"}) == {variable.name: variable.default for variable in VARIABLES}


def test_read_prefers_what_is_set() -> None:
    assert read({"QZ_PORT": "9000"})["QZ_PORT"] == "9000"


def test_read_refuses_unknown_names() -> None:
    with pytest.raises(BadEnvironmentError, match="Unknown environment variable: QZ_PROT"):
        read({"QZ_PROT": "9000"})


@pytest.mark.parametrize(("value", "expected"), [("0", False), ("1", True)])
def test_flag_reads_zero_and_one(value: str, expected: bool) -> None:
    assert flag({"QZ_DEMO": value}, "QZ_DEMO") is expected


@pytest.mark.parametrize("value", ["", "yes", "true", "2"])
def test_flag_refuses_all_else(value: str) -> None:
    with pytest.raises(BadEnvironmentError, match="QZ_DEMO must be 0 or 1"):
        flag({"QZ_DEMO": value}, "QZ_DEMO")


@pytest.mark.parametrize(("value", "complaint"), [("x", "whole number"), ("1.5", "whole number"), ("0", "at least 1")])
def test_number_refuses_what_is_none_or_too_small(value: str, complaint: str) -> None:
    with pytest.raises(BadEnvironmentError, match=complaint):
        number({"QZ_PORT": value}, "QZ_PORT")


def test_folders_are_absolute_and_keys_lie_within_data_by_default() -> None:
    assert data_dir({"QZ_DATA": "var"}) == BASE_DIR / "var"
    assert keys_dir({"QZ_DATA": "/srv/qz", "QZ_KEYS": ""}) == Path("/srv/qz/keys")
    assert keys_dir({"QZ_DATA": "/srv/qz", "QZ_KEYS": "/mnt/keys"}) == Path("/mnt/keys")
