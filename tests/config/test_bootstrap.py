"""Set-up: what is there already is left alone, and what cannot be done is said in one line."""

import subprocess
from pathlib import Path

import pytest
from pytest_django import Settings

from config import bootstrap, packages
from config.environment import BASE_DIR
from config.management.commands import prepare


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "python")
    (tmp_path / "requirements.txt").write_text("a==1\n")
    return tmp_path


def _installer(folder: Path, code: int) -> Path:
    """Stand in for Python and its pip: note each call and answer `code` to an installation."""
    program = folder / "python"
    program.write_text(
        f'#!/bin/sh\necho "$*" >> {folder}/calls\ncase "$*" in *uv*) exit 1;; *requirements.txt*) exit {code};; esac\n'
    )
    program.chmod(0o755)
    return folder / "calls"


def test_requirements_are_installed_once_per_content(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    calls = _installer(venv, 0)
    for _ in range(2):
        bootstrap.install(["requirements.txt"])
    wanted = "-m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt"
    assert calls.read_text().splitlines().count(wanted) == 1
    (venv / "requirements.txt").write_text("a==2\n")
    bootstrap.install(["requirements.txt"])
    assert calls.read_text().splitlines().count(wanted) == 2


def test_failed_installation_is_told_and_tried_again(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    _installer(venv, 1)
    for _ in range(2):
        with pytest.raises(bootstrap.SetupError, match="failed"):
            bootstrap.install(["requirements.txt"])


def test_working_environment_is_left_alone(venv: Path) -> None:
    program = _installer(venv, 0).with_name("python")
    before = program.read_text()
    bootstrap.make_environment()
    assert program.read_text() == before


def test_missing_packages_are_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "missing_packages", lambda: ["libpango-1.0-0", "fonts-noto-cjk"])
    monkeypatch.setattr(bootstrap, "install_packages", lambda _: False)
    bootstrap.install_libraries(dev=False)
    assert capsys.readouterr().out == (
        "\n  Please install: apt-get install -y libpango-1.0-0 fonts-noto-cjk"
        "   (Everything but PDF documents works without.)\n"
    )


def test_packages_are_not_installed_without_right_or_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert packages.install_packages(["x"]) is False
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert packages.install_packages(["x"]) is False


def test_missing_programs_are_found_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "msgfmt").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert packages.missing_programs() == ["chromium", "poppler-utils"]


@pytest.mark.parametrize(("arguments", "code"), [(["--nonsense"], 2), (["--setup", "x"], 2)])
def test_unknown_arguments_are_refused(arguments: list[str], code: int) -> None:
    assert bootstrap.main(arguments) == code


def test_unknown_variable_stops_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QZ_PROT", "1")
    assert bootstrap.main(["--setup"]) == 1
    assert capsys.readouterr().err == "Unknown environment variable: QZ_PROT. See docs/operations.md.\n"


def test_commands_are_executable_and_lead_to_the_modules() -> None:
    for name in ("run", "test", ".ci/run", "manage.py"):
        assert (BASE_DIR / name).stat().st_mode & 0o111
    done = subprocess.run([BASE_DIR / "run", "--nonsense"], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (2, "usage: ./run [--setup]\n")


def test_static_files_are_collected_only_when_they_changed(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    prepare.collect_static()
    assert (settings.STATIC_ROOT / "css").is_dir()
    (settings.STATIC_ROOT / "stray").touch()
    prepare.collect_static()
    assert (settings.STATIC_ROOT / "stray").exists()
    (settings.STATIC_ROOT / ".stamp").write_text("another")
    prepare.collect_static()
    assert not (settings.STATIC_ROOT / "stray").exists()
