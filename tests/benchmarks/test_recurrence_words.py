from benchmarks.recurrence import Row
from benchmarks.recurrence_words import count, learn
from feedback.recurrence.telling import Word

# The pool is told of by one group, the evening by everybody.
ROWS: list[Row] = [
    *({"text": "晚上巡塘", "group": "pool"} for _ in range(4)),
    *({"text": "晚上盖章", "group": f"seal {number}"} for number in range(8)),
]


def test_count_says_of_each_word_who_shares_it() -> None:
    found = count(ROWS)
    assert (found.notes, found.words["晚上"], found.words["巡塘"]) == (12, 12, 4)
    assert (found.pairs["晚上"], found.same["晚上"]) == (66, 6)
    assert (found.pairs["盖章"], found.same["盖章"]) == (28, 0)
    assert (found.pairs["巡塘"], found.same["巡塘"]) == (6, 6)


def test_a_word_that_others_share_tells_less_and_one_of_a_single_group_more() -> None:
    found = learn([count(ROWS), count(ROWS)])
    assert found["盖章"].factor < 1 < found["巡塘"].factor < 1.3
    assert found["晚上"] == Word(1.0, found["晚上"].factor)


def test_a_word_that_stands_once_tells_nothing() -> None:
    assert learn([count([{"text": "晚上"}, {"text": "食堂"}])]) == {}
