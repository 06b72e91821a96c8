"""Reading while another writes."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from search.backend import files, reader, writer
from search.backend.schema import Found, identifier
from search.query import parse
from search.registry import Document

READERS = 8
ROUNDS = 15


def _document(key: str, title: str) -> Document:
    return Document("note", key, title, "每月要报", frozenset({"public"}))


def test_eight_threads_read_while_one_writes_and_see_one_version_of_each(db: None) -> None:
    """`still` never changes and must always be found; `busy` changes at each commit and must be found exactly once."""
    writer.rebuild([_document("still", "报表"), _document("busy", "报表 0")], ["note"])
    done = Event()

    def read() -> int:
        query, held = parse("报表"), {"note": {"public"}}
        looks = 0
        while not done.is_set():
            found = reader.find(query, held_tokens=held, relaxed=False, limit=10)
            assert sorted(found) == [Found("note", "busy"), Found("note", "still")]
            looks += 1
            time.sleep(0.002)
        return looks

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        try:
            for number in range(ROUNDS):
                writer.apply([_document("busy", f"报表 {number}")], [identifier("note", "busy")])
            writer.rebuild([_document("still", "报表"), _document("busy", "报表")], ["note"])
        finally:
            done.set()
        assert all(one.result() > 0 for one in readers)
    assert not files.stale(["note"])


def test_changed_audience_is_permitted_anew_after_the_commit(db: None) -> None:
    writer.rebuild([_document("1", "报表")], ["note"])
    query, held = parse("报表"), {"note": {"public"}}
    assert reader.find(query, held_tokens=held, relaxed=False, limit=10) == [Found("note", "1")]
    hidden = Document("note", "1", "报表", "", frozenset({"user:1"}))
    writer.apply([hidden], [identifier("note", "1")])
    assert reader.find(query, held_tokens=held, relaxed=False, limit=10) == []
    assert reader.find(query, held_tokens={"note": {"user:1"}}, relaxed=False, limit=10) == [Found("note", "1")]
    assert reader.find(query, held_tokens={"letter": {"user:1"}}, relaxed=False, limit=10) == []
    assert reader.find(query, held_tokens={}, relaxed=False, limit=10) == []


def test_what_is_not_permitted_is_left_out_by_the_engine_already(db: None) -> None:
    secret = Document("note", "secret", "报表", "", frozenset({"user:1"}))
    writer.rebuild([_document("open", "报表"), secret], ["note"])
    found = reader.find(parse("报表"), held_tokens={"note": {"public"}}, relaxed=False, limit=10)
    assert found == [Found("note", "open")]
