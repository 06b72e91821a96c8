"""Merging loses nothing, whatever is written and deleted meanwhile."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from search.backend import files, merging, reader, rebuilding, tables, writer
from search.backend.questions import Word
from search.registry import Document
from tests.search.backend.test_scoring import note

_EVERYONE = {"note": {"public", "unit:1", "unit:2"}}


def _some(numbers: range, seed: int) -> list[Document]:
    chance = random.Random(seed)  # noqa: S311
    return [note(number, chance) for number in numbers]


def _apply(documents: list[Document]) -> None:
    writer.apply(documents, [f"note:{document.key}" for document in documents])


def _scores(text: str) -> dict[str, float]:
    answer = reader.ask(Word("words", text), reader.scope(_EVERYONE), limit=1000)
    return {found.key: score for found, score in answer.hits}


def _folder() -> Path:
    folder = files.current()
    assert folder
    return folder


@pytest.fixture
def never_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", 0)
    monkeypatch.setattr(merging, "start_if_worth_it", lambda _segments, **_how: None)


def _many_segments() -> None:
    writer.rebuild([], ["note"])
    for start in range(0, 80, 20):
        _apply(_some(range(start, start + 20), start))


def test_merge_beside_gives_the_same_answers(never_at_once: None) -> None:
    _many_segments()
    writer.apply([], ["note:3", "note:44"])
    before = reader.listing()
    assert len(tables.read(_folder()).segments) == 4
    assert merging.merge_beside()
    assert [segment.doc_count_all() for segment in tables.read(_folder()).segments] == [78]
    assert reader.listing() == before
    assert sorted(_scores("报表")) == sorted(key for key in _scores("报表") if key not in {"3", "44"})


def test_merged_segments_score_like_one_written_whole(never_at_once: None) -> None:
    documents = [one for start in range(0, 80, 20) for one in _some(range(start, start + 20), start)]
    _many_segments()
    assert merging.merge_beside()
    merged = _scores("报表")
    writer.rebuild(documents, ["note"])
    assert _scores("报表") == merged


def test_what_changes_during_a_merge_is_not_undone(never_at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    _many_segments()
    whole: Callable[..., object] = merging.merge

    def slow(*arguments: object) -> object:
        merged = whole(*arguments)
        _apply([Document("note", "7", "全新的标题", "", frozenset({"public"}))])
        writer.apply([], ["note:50"])
        return merged

    monkeypatch.setattr(merging, "merge", slow)
    assert merging.merge_beside()
    assert len(reader.listing()) == 79
    assert all(len(prints) == 1 for prints in reader.listing().values())
    assert list(_scores("标题")) == ["7"]
    assert "50" not in _scores("报表")


def test_merge_gives_way_to_a_new_index(never_at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    _many_segments()
    whole: Callable[..., object] = merging.merge

    def slow(*arguments: object) -> object:
        merged = whole(*arguments)
        writer.rebuild(_some(range(5), 1), ["note"])
        return merged

    monkeypatch.setattr(merging, "merge", slow)
    assert not merging.merge_beside()
    assert len(reader.listing()) == 5


def test_number_of_segments_stays_small(never_at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.rebuild([], ["note"])
    for number in range(120):
        _apply(_some(range(number, number + 1 + number % 7), number))
        if merging.worth_merging(tables.read(_folder()).segments):
            merging.merge_beside()
        assert len(tables.read(_folder()).segments) <= 9
    assert len(reader.listing()) == 125


def test_rebuild_in_several_processes_is_the_same_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = _some(range(60), 1)
    writer.rebuild(documents, ["note"], processes=1)
    alone, scores = reader.listing(), _scores("报表")
    monkeypatch.setattr(rebuilding, "CHUNK", 25)
    writer.rebuild(documents, ["note"], processes=2)
    assert reader.listing() == alone
    assert _scores("报表") == scores
    # A new index comes to rest as one segment.
    merging.finish()
    assert [segment.doc_count_all() for segment in tables.read(_folder()).segments] == [60]
    assert _scores("报表") == scores


@pytest.mark.usefixtures("never_at_once")
def test_rebuild_cut_off_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK", 10)
    documents = _some(range(40), 1)
    cut: list[str] = []

    def killed() -> object:
        for number, document in enumerate(documents):
            if number == 35:
                raise KeyboardInterrupt
            yield document

    with pytest.raises(KeyboardInterrupt):
        writer.rebuild(killed(), ["note"], processes=1)  # type: ignore[arg-type]
    assert files.current() is None
    whole = rebuilding.write_chunk

    def counted(folder: str, chunk: list[Document]) -> object:
        cut.extend(document.key for document in chunk)
        return whole(folder, chunk)

    monkeypatch.setattr(rebuilding, "write_chunk", counted)
    changed = [*_some(range(5), 9), *documents[5:28], *documents[29:]]
    writer.rebuild(changed, ["note"], processes=1)
    assert cut == [*map(str, range(5)), *map(str, range(30, 40))]
    resumed = reader.listing()
    writer.rebuild(changed, ["note"], processes=1)
    assert reader.listing() == resumed
    assert len(resumed) == 39
