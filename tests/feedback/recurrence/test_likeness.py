import json
from pathlib import Path

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from feedback.recurrence import Note, Scale, Shelf, compare, group
from feedback.recurrence import matters as matters_module
from feedback.recurrence.likeness import names_alike
from feedback.recurrence.matters import matters, matters_in

ONE = Note(
    "每天报防溺水表", category="B03", asked_by="县教育局", task="防溺水日报", data_items=("巡查人次", "劝离人数")
)
OTHER = Note("水塘一天巡四遍", category="B03", asked_by="县教育局", task="防溺水日报表", data_items=("巡查人次",))
FAR = Note("报销要七个签字", category="B14", asked_by="县财政局", task="报账")


def test_compare_gives_the_reasons_in_words_the_strongest_first() -> None:
    scale = Scale.of([ONE, OTHER, FAR])
    with translation.override("en"):
        found = compare(ONE, OTHER, scale)
    assert found.words[:4] == ("same department", "same form or task", "same category", "same data: 巡查人次")
    # Which matter comes second hangs on the list.
    assert found.words[4].startswith("both about drowning prevention / ")
    assert found.words[5:] == (f"{round(100 * found.likeness)} % alike",)


def test_a_matter_is_no_reason_where_the_words_of_another_say_it_already() -> None:
    notes = Note("防溺水要巡塘"), Note("防溺水要发票")
    with translation.override("zh-hans"):
        words = compare(*notes, Scale.of(notes)).words
    assert matters_in("防溺水")[[matter.zh for matter in matters()].index("防溺水教师值守")] == 1
    assert words[0] == "都涉及：防溺水"


def test_names_of_one_office_and_words_with_one_character_liken_more_than_others() -> None:
    asked = [Note("要报", asked_by=name) for name in ("县教育局", "教体局", "县水利局")]
    named = [Note(words) for words in ("巡塘", "守鱼塘", "守田埂")]
    for first, near, far in (asked, named):
        scale = Scale.of([first, near, far])
        assert compare(first, near, scale).likeness > compare(first, far, scale).likeness


def test_notes_about_different_things_are_hardly_alike() -> None:
    found = compare(ONE, FAR, Scale.of([ONE, OTHER, FAR]))
    assert found.likeness < 0.05
    assert len(found.words) == 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways_and_within_its_bounds(one: str, other: str) -> None:
    notes = Note(one, category="B03"), Note(other, category="B03")
    scale = Scale.of(notes)
    forth, back = compare(notes[0], notes[1], scale).likeness, compare(notes[1], notes[0], scale).likeness
    assert abs(forth - back) < 1e-9
    assert 0 <= forth <= 1


ANY = st.builds(
    Note,
    words=st.text(max_size=20),
    category=st.sampled_from(["", "B03"]),
    asked_by=st.sampled_from(["", "县教育局", "县水利局"]),
    task=st.sampled_from(["", "防溺水日报", "报账"]),
    data_items=st.sampled_from([(), ("巡查人次",), ("发票", "签字")]),
)


@given(ANY, ANY)
def test_every_reason_given_is_true(one: Note, other: Note) -> None:
    with translation.override("en"):
        found = compare(one, other, Scale.of([one, other]))
    assert ("same department" in found.words) == bool(one.asked_by and one.asked_by == other.asked_by)
    assert ("same form or task" in found.words) == bool(one.task and one.task == other.task)
    assert ("same category" in found.words) == bool(one.category and one.category == other.category)
    both = [item for item in one.data_items if item in other.data_items]
    assert any(word.startswith("same data: ") for word in found.words) == bool(both)
    assert found.words[-1] == f"{round(100 * found.likeness)} % alike"


def test_the_likeness_shown_is_the_one_that_groups() -> None:
    notes = [ONE, OTHER]
    (found,) = group(notes)
    assert round(found.cohesion, 5) == round(compare(ONE, OTHER, Scale.of(notes)).likeness, 5)


def test_names_alike_knows_near_same_forms() -> None:
    assert names_alike("防溺水日报", "防溺水 日报表") == 8 / 9
    assert names_alike("", "防溺水日报") == 0.0
    assert names_alike("", "") == 0.0


def test_matters_in_counts_different_words_of_each_matter() -> None:
    found = {matters()[number].zh: count for number, count in matters_in("防溺水要巡塘，防溺水要发票").items()}
    assert found["防溺水"] == 3  # 防溺水, the 溺水 within it, and 巡塘
    assert found["财务报销"] == 1


def test_every_matter_has_words_of_its_own() -> None:
    for number, matter in enumerate(matters()):
        assert matter.zh
        assert matter.en
        assert any(number in matters_in(word) for word in _words(number))


def _words(number: int) -> list[str]:
    file = Path(matters_module.__file__).with_name("matters.json")
    return str(json.loads(file.read_text(encoding="utf-8"))[number][2]).split()


def test_a_shelf_finds_the_nearest_first_and_nothing_under_the_least() -> None:
    scale, shelf = Scale.of([ONE, OTHER, FAR]), Shelf()
    for key, note in (("other", OTHER), ("far", FAR)):
        shelf.put(key, scale.vector(note))
    found = shelf.near(scale.vector(ONE), limit=5, least=0.2)
    assert [key for key, _likeness in found] == ["other"]


def test_a_shelf_keeps_the_latest_alone() -> None:
    scale, shelf = Scale.of([ONE, OTHER]), Shelf(latest=2)
    for key in range(5):
        shelf.put(key, scale.vector(OTHER))
    assert {key for key, _likeness in shelf.near(scale.vector(OTHER), limit=9, least=0.0)} == {3, 4}
