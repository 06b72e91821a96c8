"""The two commands."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search import services
from search.backend import files, rebuilding, tables
from search.models import DirtyMark
from tests.search.conftest import Shelf, found


def _run(name: str) -> str:
    said = StringIO()
    call_command(name, stdout=said)
    return said.getvalue()


def test_rebuild_then_check(notes: Shelf) -> None:
    notes.put("1", "报表")
    assert _run("rebuild_index").splitlines() == [f"[{'.' * 40}]   0 %", f"[{'#' * 40}] 100 %", "The index is rebuilt."]
    assert found("报表") == ["1"]
    assert _run("check_index") == "Index and database agree on 1 documents; 0 are about to change.\n"


@pytest.mark.usefixtures("in_files")
def test_rebuild_steps_back_from_another_writer(notes: Shelf) -> None:
    with files.writing(), pytest.raises(CommandError, match="Another process is writing"):
        _run("rebuild_index")


@pytest.mark.usefixtures("in_files")
def test_rebuild_ends_with_what_is_worth_merging_merged(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK", 3)
    monkeypatch.setattr(rebuilding, "MOST_PROCESSES", 1)
    for number in range(12):
        notes.put(f"{number:02}", "报表")
    _run("rebuild_index")
    folder = files.current()
    assert folder
    assert [segment.doc_count() for segment in tables.read(folder).segments] == [12]


def test_check_names_what_differs_and_no_text(notes: Shelf) -> None:
    for key in ("changed", "gone", "same"):
        notes.put(key, "报表")
    services.drain()
    notes.put("changed", "别的")
    notes.put("new", "报表")
    notes.drop("gone")
    DirtyMark.objects.all().delete()  # as if they had been lost
    said = StringIO()
    with pytest.raises(CommandError, match="differ"):
        call_command("check_index", stdout=said)
    assert said.getvalue() == "missing: note:new\nsurplus: note:gone\noutdated: note:changed\n"


def test_check_without_an_index_says_what_to_do(notes: Shelf) -> None:
    with pytest.raises(CommandError, match="run rebuild_index"):
        _run("check_index")
