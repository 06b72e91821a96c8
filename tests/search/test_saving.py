"""Kept searches: whose they are, and what is new in them."""

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse

from search import saving, services
from search.models import SavedSearch
from tests.conftest import Cast
from tests.search.conftest import Shelf


@pytest.fixture
def kept(notes: Shelf, cast: Cast) -> SavedSearch:
    notes.put("1", "报表")
    services.drain()
    return saving.save_search(text=" 报表 ", actor=cast.handler)


def _new(cast: Cast) -> dict[str, int]:
    return {one.text: one.new for one in saving.overview(cast.handler)}


def test_new_is_what_came_since(kept: SavedSearch, notes: Shelf, cast: Cast) -> None:
    assert _new(cast) == {"报表": 0}
    notes.put("2", "报表的新事")
    notes.put("3", "报表", "", f"user:{cast.leader.pk}")
    services.drain()
    assert _new(cast) == {"报表": 1}
    saving.mark_seen(row=kept, actor=cast.handler)
    assert _new(cast) == {"报表": 0}


def test_search_is_kept_once_and_let_go(kept: SavedSearch, cast: Cast) -> None:
    assert saving.save_search(text="报表", actor=cast.handler).pk == kept.pk
    saving.forget_search(row=kept, actor=cast.leader)
    assert _new(cast) == {"报表": 0}
    saving.forget_search(row=kept, actor=cast.handler)
    assert _new(cast) == {}


def test_kept_search_is_its_owners_alone(kept: SavedSearch, cast: Cast) -> None:
    assert saving.overview(cast.leader) == []
    with pytest.raises(Http404):
        saving.mark_seen(row=kept, actor=cast.leader)


def test_empty_and_too_many_are_refused(kept: SavedSearch, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        saving.save_search(text="  ", actor=cast.handler)
    SavedSearch.objects.bulk_create(
        SavedSearch(user=cast.handler, text=f"{number}") for number in range(saving.MOST_SAVED)
    )
    with pytest.raises(ValidationError):
        saving.save_search(text="另一个", actor=cast.handler)


def test_pages_keep_show_and_let_go(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "报表")
    services.drain()
    client = Client()
    client.force_login(cast.handler)
    assert "保存此搜索" in client.get(reverse("work_search"), {"q": "报表"}).content.decode()
    client.post(reverse("search_keep"), {"q": "报表"})
    assert "保存此搜索" not in client.get(reverse("work_search"), {"q": "报表"}).content.decode()
    notes.put("2", "报表")
    services.drain()
    assert "1 条新增" in client.get(reverse("work_search")).content.decode()
    row = SavedSearch.objects.get()
    client.post(reverse("search_seen", args=[row.pk]))
    assert "没有新增" in client.get(reverse("work_search")).content.decode()
    client.post(reverse("search_forget", args=[row.pk]))
    assert not SavedSearch.objects.exists()
    assert "搜索词为空" in client.post(reverse("search_keep"), {"q": ""}, follow=True).content.decode()
