"""The organisation's own words: what they change in a query, and who may edit them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEntry
from search import registry, services, wording
from search.lexicon import Lexicon, build, current, group_of, shipped
from search.models import WordGroup
from search.query import parse
from tests.conftest import Cast, Organisation
from tests.search.conftest import Shelf, found


def test_word_of_a_group_brings_the_others() -> None:
    (term,) = parse("报表", build([("报表", "表格")])).terms
    assert [other.text for other in term.also] == ["表格"]
    assert parse("报表").terms[0].also == ()


def test_own_word_is_not_cut() -> None:
    words = build([], ["柳塘镇水利站"])
    assert [term.text for term in parse("柳塘镇水利站的报表", words).terms] == ["柳塘镇水利站", "报表"]
    assert len(parse("柳塘镇水利站", words.loose()).terms) > 1


def test_names_of_units_and_words_of_apps_are_own_words(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    current()  # what is kept of other sources must not count
    monkeypatch.setattr(registry, "_word_sources", [lambda: ["走访四必到台账"]])
    terms = parse("柳塘镇水利站 走访四必到台账", current()).terms
    assert [term.text for term in terms] == ["柳塘镇水利站", "走访四必到台账"]


def test_shipped_groups_find_what_is_called_otherwise(notes: Shelf) -> None:
    notes.put("1", "每月表格")
    notes.put("2", "每月报表")
    services.drain()
    assert found("报表") == ["2", "1"]


def test_group_switched_off_no_longer_counts_and_on_again_does(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "每月表格")
    services.drain()
    words = next(" ".join(group) for group in shipped() if "报表" in group)
    wording.switch_words(words=words, actor=cast.handler)
    assert found("报表") == []
    wording.switch_words(words=words, actor=cast.handler)
    assert found("报表") == ["1"]
    assert [entry.act for entry in AuditEntry.objects.all()] == ["words.off", "words.on"]


def test_words_of_staff_count_at_once(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "下沉干部")
    services.drain()
    assert found("驻点 人员") == []
    wording.add_words(words="驻点、下沉", actor=cast.secretary)
    assert found("驻点") == ["1"]
    wording.switch_words(words="驻点 下沉", actor=cast.secretary)
    assert found("驻点") == []
    assert [entry.act for entry in AuditEntry.objects.all()] == ["words.add", "words.remove"]


def test_only_who_may_edits_words(cast: Cast) -> None:
    for user in (cast.leader, cast.system_admin, cast.applicant):
        with pytest.raises(PermissionDenied):
            wording.add_words(words="甲 乙", actor=user)
        with pytest.raises(PermissionDenied):
            wording.switch_words(words=" ".join(shipped()[0]), actor=user)
    assert not WordGroup.objects.exists()


@pytest.mark.parametrize("words", ["", " ，、 "])
def test_no_words_are_refused(cast: Cast, words: str) -> None:
    with pytest.raises(ValidationError):
        wording.add_words(words=words, actor=cast.handler)


def test_same_words_twice_and_unknown_words_are_refused(cast: Cast) -> None:
    wording.add_words(words="甲 乙", actor=cast.handler)
    with pytest.raises(ValidationError):
        wording.add_words(words="甲，乙", actor=cast.handler)
    with pytest.raises(ValidationError):
        wording.switch_words(words="丙 丁", actor=cast.handler)


def test_effect_counts_what_the_user_may_find(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "表格")
    notes.put("2", "报表")
    notes.put("3", "表格", "", f"user:{cast.leader.pk}")
    services.drain()
    effects = wording.effects(("报表", "表格"), cast.handler)
    assert [(one.word, one.alone, one.together, one.more) for one in effects] == [("报表", 1, 2, 1), ("表格", 1, 2, 1)]
    assert wording.effects(("报表",), cast.leader)[0].alone == 1


def test_page_shows_the_effect_and_adds_words(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "驻点")
    services.drain()
    client = Client()
    client.force_login(cast.handler)
    page = client.post(reverse("words"), {"words": "驻点 下沉", "show": "1"}).content.decode()
    assert "+1" in page
    assert not WordGroup.objects.exists()
    client.post(reverse("words"), {"words": "驻点 下沉", "add": "1"})
    assert WordGroup.objects.get().words == "驻点 下沉"
    page = client.post(reverse("words"), {"words": "驻点 下沉", "add": "1"}).content.decode()
    assert "这组词已经有了" in page
    assert 'value="驻点 下沉"' in page


@given(st.text())
def test_any_text_is_a_group_of_folded_words(text: str) -> None:
    group = group_of(text)
    assert all(word and " " not in word for word in group)
    assert isinstance(build([group], [text]), Lexicon)
    parse(text, build([group], [text]))
