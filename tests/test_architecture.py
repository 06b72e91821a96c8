"""The shape of the house: sizes, docstrings, who may import what, and that documents keep up."""

import ast
import itertools
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from config.environment import BASE_DIR, VARIABLES

ROOMS = ("accounts", "config", "digests", "feedback", "jobs", "search", "tolerance")
MOST_LINES, MEDIAN_LINES = 300, 100
MOST_FUNCTION, MEDIAN_FUNCTION = 40, 10
MOST_CSS = 15 * 1024


@cache
def _modules(*folders: str) -> list[Path]:
    found = itertools.chain.from_iterable((BASE_DIR / folder).rglob("*.py") for folder in folders)
    return sorted(path for path in found if "migrations" not in path.parts)


def _name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _importers(package: str) -> set[str]:
    return {_name(path) for path in _modules(*ROOMS) if any(name.split(".")[0] == package for name in _imports(path))}


def _function_sizes(*folders: str) -> dict[str, int]:
    return {
        f"{_name(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in _modules(*folders)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("folders", [ROOMS, ("tests",)], ids=["code", "tests"])
def test_files_are_small(folders: tuple[str, ...]) -> None:
    sizes = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _modules(*folders)}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}
    assert statistics.median(sizes.values()) <= MEDIAN_LINES


@pytest.mark.parametrize("folders", [ROOMS, ("tests",)], ids=["code", "tests"])
def test_functions_are_small(folders: tuple[str, ...]) -> None:
    sizes = _function_sizes(*folders)
    assert {name: size for name, size in sizes.items() if size > MOST_FUNCTION} == {}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION


def test_every_module_says_what_it_is_for() -> None:
    assert [_name(path) for path in _modules(*ROOMS) if not ast.get_docstring(_tree(path))] == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    own = Path(__file__)
    files = [*_modules(*ROOMS, "tests"), *(BASE_DIR / "templates").rglob("*.html"), *(BASE_DIR / "static").rglob("*.*")]
    texts = (path for path in files if path != own and path.suffix in {".py", ".html", ".css", ".js", ".svg"})
    assert [_name(path) for path in texts if marks.search(path.read_text(encoding="utf-8"))] == []


def test_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("engine", ["whoosh", "rjieba"])
def test_search_engine_is_imported_in_one_place(engine: str) -> None:
    importers = _importers(engine)
    assert importers
    assert {name for name in importers if not name.startswith("search/backend/")} == set()


def test_nothing_of_the_search_engine_is_used_that_is_banned() -> None:
    """The reasons are in ADR 3 and 11: what they do is wrong, or wrong between threads, or not on the disk."""
    banned = {
        "refresh",
        "Require",
        "BufferedWriter",
        "AsyncWriter",
        "SegmentWriter",
        "Searcher",
        "searcher",
    }
    used = {
        (_name(path), word)
        for path in _modules("search")
        for node in ast.walk(_tree(path))
        for word in (getattr(node, "attr", None), getattr(node, "id", None), getattr(node, "name", None))
        if word in banned
    }
    assert used == set()


def test_pdf_engine_is_imported_in_one_place() -> None:
    assert _importers("weasyprint") == {"jobs/rendering.py"}


def test_what_takes_long_to_load_is_loaded_when_it_is_used() -> None:
    """Every command and every process of a test would wait for it; `config.wsgi` loads it before the first request."""
    heavy = {"markdown_it", "openpyxl", "pypinyin", "weasyprint"}
    found = {
        (_name(path), name)
        for path in _modules(*ROOMS)
        for node in _tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name,)
        if name.partition(".")[0] in heavy
    }
    assert found == set()


def test_no_signals_and_no_admin() -> None:
    forbidden = ("django.db.models.signals", "django.dispatch", "django.contrib.admin")
    found = {_name(path) for path in _modules(*ROOMS) for name in _imports(path) if name.startswith(forbidden)}
    assert found == set()


def test_operations_lists_every_variable() -> None:
    text = (BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(QZ_\w+)` \| (?:`(.*)`|empty) \| (.*) \|$", text, re.MULTILINE)
    assert rows == [(variable.name, variable.default, variable.purpose) for variable in VARIABLES]


def test_documents_name_only_variables_that_exist() -> None:
    known = {variable.name for variable in VARIABLES}
    pages = [*BASE_DIR.glob("*.md"), *(BASE_DIR / "docs").rglob("*.md")]
    named = {(page.name, name) for page in pages for name in re.findall(r"QZ_[A-Z_]+\b", page.read_text("utf-8"))}
    assert {(page, name) for page, name in named if name not in known and name != "QZ_"} == set()


def test_style_sheets_are_small() -> None:
    assert sum(path.stat().st_size for path in (BASE_DIR / "static" / "css").rglob("*.css")) <= MOST_CSS


def test_templates_have_no_inline_style_or_script() -> None:
    pattern = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")
    pages = {_name(path): path.read_text(encoding="utf-8") for path in (BASE_DIR / "templates").rglob("*.html")}
    # A whole document that is none of the frames becomes a PDF and never reaches a browser.
    documents = {name for name, text in pages.items() if "<html" in text and name.count("/") > 1}
    assert [name for name, text in pages.items() if name not in documents and pattern.search(text)] == []
