"""Documents that could leak do not, however stale the index is."""

from dataclasses import replace

from search import registry, services
from search.registry import PUBLIC
from search.visibility import kinds_for, tokens
from tests.conftest import Cast
from tests.search.conftest import Shelf, found


def test_each_user_finds_own_and_public_documents_only(notes: Shelf, cast: Cast) -> None:
    notes.put("open", "报表", "", PUBLIC)
    notes.put("mine", "报表", "", f"user:{cast.handler.pk}")
    notes.put("theirs", "报表", "", f"user:{cast.leader.pk}")
    notes.put("nobody", "报表", "", "user:0")
    services.drain()
    assert sorted(found("报表", cast.handler)) == ["mine", "open"]
    assert sorted(found("报表", cast.leader)) == ["open", "theirs"]
    assert found("报表", cast.outsider) == ["open"]
    assert found("报表") == ["open"]


def test_nothing_permitted_is_nothing_found(notes: Shelf, cast: Cast) -> None:
    """Whoosh takes an empty filter for no filter."""
    notes.put("theirs", "报表", "", f"user:{cast.leader.pk}")
    services.drain()
    assert found("报表", cast.outsider) == []
    assert not services.search("报表", user=cast.outsider).more


def test_token_of_one_kind_opens_no_other(letters: Shelf, notes: Shelf, cast: Cast) -> None:
    letters.put("1", "报表", "", f"user:{cast.handler.pk}")
    services.drain()
    assert found("报表", cast.handler) == []


def test_audience_withdrawn_counts_before_the_index_knows(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "报表", "", f"user:{cast.handler.pk}")
    services.drain()
    notes.documents["1"] = replace(notes.documents["1"], audience=frozenset({"user:0"}))
    assert found("报表", cast.handler) == []


def test_right_withdrawn_counts_at_once(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "报表", "", f"user:{cast.handler.pk}")
    services.drain()
    assert found("报表", cast.handler) == ["1"]
    notes.rights = lambda _user: frozenset()
    assert found("报表", cast.handler) == []


def test_words_taken_out_cannot_be_searched_for_before_the_index_knows(notes: Shelf) -> None:
    notes.put("1", "报表", "张三丰要的")
    services.drain()
    notes.documents["1"] = replace(notes.documents["1"], body="某人要的")
    assert found("张三丰") == []
    assert found("报表") == ["1"]


def test_document_gone_is_not_shown_before_the_index_knows(notes: Shelf) -> None:
    notes.put("1", "报表")
    services.drain()
    del notes.documents["1"]
    assert found("报表") == []


def test_kind_no_longer_declared_is_not_shown(letters: Shelf, notes: Shelf) -> None:
    letters.put("1", "报表")
    services.drain()
    del registry._kinds["letter"]  # noqa: SLF001  # as if the app had been removed
    assert found("报表") == []


def test_one_hidden_hit_among_many_leaves_no_gap_in_the_page(notes: Shelf, cast: Cast) -> None:
    for number in range(25):
        notes.put(f"{number:02}", "报表")
    services.drain()
    for number in range(0, 25, 2):
        del notes.documents[f"{number:02}"]
    page = services.search("报表", user=None)
    assert sorted(hit.key for hit in page.hits) == [f"{number:02}" for number in range(1, 25, 2)]
    assert not page.more


def test_tokens_are_by_kind(letters: Shelf, cast: Cast) -> None:
    assert tokens(cast.handler) == {"note": frozenset({PUBLIC, f"user:{cast.handler.pk}"}), "letter": {PUBLIC}}
    assert tokens(None, ["letter", "unknown"]) == {"letter": {PUBLIC}}
    assert (kinds_for(None), kinds_for(cast.handler)) == (["letter"], ["note", "letter"])
