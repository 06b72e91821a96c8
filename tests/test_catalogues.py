"""The catalogues of both languages: the same messages, all translated, made from today's sources, compiled."""

import ast
import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("zh_Hans", "en")
SKIPPED = (".venv", "var", "tests", "benchmarks", ".git", "__pycache__", ".mypy_cache", ".hypothesis", "docs")
MARKERS = frozenset({"_", "gettext", "ngettext", "gettext_lazy", "ngettext_lazy", "pgettext"})
Messages = dict[str, str]


def _catalogue(source: Path) -> Messages:
    """Return all messages of a .po file with their translations, as gettext itself reads them."""
    compiled = subprocess.run(["msgfmt", "--use-fuzzy", "-o", "-", source], capture_output=True, check=True)  # noqa: S603, S607
    entries = gettext.GNUTranslations(io.BytesIO(compiled.stdout))._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    return {repr(key): text for key, text in entries.items() if key}


def _msgids(source: Path) -> list[str]:
    text = re.sub(r'"\n"', "", source.read_text(encoding="utf-8"))
    return sorted(re.findall(r'^((?:msgctxt ".*"\n)?msgid ".+")$', text, re.MULTILINE))


def _po(language: str, root: Path = LOCALE) -> Path:
    return root / language / "LC_MESSAGES" / "django.po"


def _within_fstrings(source: str) -> list[int]:
    """Return the lines on which a message stands inside an f-string, where no catalogue would find it."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    calls = [call.func for string in strings for call in ast.walk(string) if isinstance(call, ast.Call)]
    return [name.lineno for name in calls if isinstance(name, ast.Name) and name.id in MARKERS]


def test_no_message_is_hidden_inside_an_fstring() -> None:
    assert _within_fstrings("words = f\"{_('Lost')}\"") == [1]
    sources = [path for path in ROOT.rglob("*.py") if not set(path.relative_to(ROOT).parts).intersection(SKIPPED)]
    found = {path: lines for path in sources if (lines := _within_fstrings(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_both_languages_have_the_same_messages() -> None:
    assert _msgids(_po("zh_Hans")) == _msgids(_po("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    counted = subprocess.run(  # noqa: S603
        ["msgfmt", "--statistics", "--check-format", "-o", "/dev/null", _po(language)],  # noqa: S607
        capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )  # fmt: skip
    assert re.fullmatch(r"\d+ translated messages\.\n", counted.stderr)


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    with _po(language).with_suffix(".mo").open("rb") as compiled:
        entries = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    assert {repr(key): text for key, text in entries.items() if key} == _catalogue(_po(language))


def test_catalogues_are_made_from_todays_sources(tmp_path: Path) -> None:
    copy = tmp_path / "sources"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*SKIPPED, "*.mo"))
    made = [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "-l", "en", "--no-location", "--no-obsolete"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "QZ_DATA": str(tmp_path / "data")}
    subprocess.run(made, cwd=copy, env=environment, capture_output=True, check=True)  # noqa: S603
    fresh = {language: _msgids(_po(language, copy / "locale")) for language in LANGUAGES}
    assert fresh == {language: _msgids(_po(language)) for language in LANGUAGES}
