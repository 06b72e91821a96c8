"""Marks, drains and answers."""

import pytest
from django.db import transaction

from search import services
from search.models import DirtyMark
from tests.search.conftest import Shelf, found


def test_mark_twice_is_one_row_of_another_version(db: None) -> None:
    services.mark("note", "1")
    first = DirtyMark.objects.get()
    services.mark("note", "1")
    assert DirtyMark.objects.get().pk == first.pk
    assert DirtyMark.objects.get().version != first.version


def test_mark_belongs_to_the_transaction(db: None) -> None:
    with transaction.atomic():
        services.mark("note", "1")
        transaction.set_rollback(True)
    assert DirtyMark.objects.count() == 0


def test_new_changed_and_gone_documents_are_found_after_a_drain(notes: Shelf) -> None:
    notes.put("1", "村级报表重复填写")
    assert services.drain() >= 1
    assert found("报表") == ["1"]
    notes.put("1", "台账太多")
    assert services.drain() == 1
    assert (found("报表"), found("台账")) == ([], ["1"])
    notes.drop("1")
    assert services.drain() == 1
    assert found("台账") == []
    assert DirtyMark.objects.count() == 0
    assert services.drain() == 0


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("民政", ["1"]),  # inside the word 民政局
        ("表重", ["1"]),  # across the cutter's border 报表|重复
        ("税", ["2"]),  # one character
        ("2026", ["2"]),  # full width in the document
        ("２０２６", ["2"]),  # full width in the query
        ("ＦＯＲＭＳ", ["1"]),  # full width, upper case, plural
        ("filled", ["1"]),
        ("fil", ["1"]),  # a beginning
        ("报表 重复", ["1"]),
        ("报表", ["1", "2"]),
        ("台账", ["1"]),  # over a space and a line end in the document
        ('"台账一份"', ["1"]),
        ("台 账 -税务", ["1"]),
        ("报表 -重复", ["2"]),
        ("报表 －重复", ["2"]),  # a full-width minus
        ('报表 -"重复填"', ["2"]),
        ("报表 -form", ["2"]),
        ('"报表重复"', ["1"]),
        ("“报表填写”", []),
        ('"重复 填写"', ["1"]),
        ("-报表", []),
        ("", []),
        ('" - * AND (NOT', []),
    ],
)
def test_query(notes: Shelf, query: str, keys: list[str]) -> None:
    notes.put("1", "村级报表重复填写", "清源县民政局要的 form, filling it in takes hours, 台 账\n一 份")
    notes.put("2", "税务 ２０２６ 年报表")
    services.drain()
    assert sorted(found(query)) == keys
    assert not services.search(query, user=None).relaxed


def test_all_words_first_then_some_of_them_and_it_says_so(notes: Shelf) -> None:
    notes.put("1", "报表重复")
    notes.put("2", "迎检台账")
    services.drain()
    page = services.search("报表 迎检", user=None)
    assert sorted(hit.key for hit in page.hits) == ["1", "2"]
    assert page.relaxed
    assert found("报表 无此词语") == ["1"]
    assert not services.search("无此词语 也没有", user=None).relaxed


def test_title_counts_more_than_body(notes: Shelf) -> None:
    notes.put("1", "一件事", "报表")
    notes.put("2", "报表", "一件事")
    services.drain()
    assert found("报表") == ["2", "1"]


def test_pages_are_disjoint_and_complete(notes: Shelf) -> None:
    for number in range(45):
        notes.put(f"{number:02}", "报表")
    services.drain()
    pages = [services.search("报表", user=None, page=number) for number in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert [(page.more, page.ended) for page in pages] == [(True, False), (True, False), (False, False)]
    assert services.search("报表", user=None, page=7) == pages[-1]
    keys = [hit.key for page in pages for hit in page.hits]
    assert sorted(keys) == [f"{number:02}" for number in range(45)]


def test_kinds_narrow_the_answer(letters: Shelf, notes: Shelf) -> None:
    notes.put("1", "报表")
    letters.put("2", "报表")
    services.drain()
    assert sorted(found("报表")) == ["1", "2"]
    assert found("报表", kinds=["letter"]) == ["2"]
    assert found("报表", kinds=["nothing of the kind"]) == []


def test_hit_tells_what_a_page_needs(notes: Shelf) -> None:
    notes.put("1", "<b>报表</b>", "每月 & 报表")
    services.drain()
    (hit,) = services.search("报表", user=None).hits
    assert hit.title == "&lt;b&gt;<mark>报表</mark>&lt;/b&gt;"
    assert hit.snippet == "每月 &amp; <mark>报表</mark>"
    assert (hit.kind, hit.label, hit.link, str(hit.on)) == ("note", "Note", "/note/1/", "2026-09-01")
