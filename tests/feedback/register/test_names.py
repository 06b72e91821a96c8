"""Names of tasks, departments, items and forms: what counts as the same, and that nothing breaks on odd text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.register.names import department_key, form_keys, item_keys, name_key, shown_items, with_groups


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026年第一季度走访台账", "走訪臺賬"),
        ("关于耕地种植情况表上报", "耕地种植报表报送"),
        ("安全生产 月報表（3月份）", "安全生产统计表"),
        ("走访ＡＰＰ", "走访系统"),
    ],
)
def test_the_same_task_under_two_names_has_one_key(one: str, other: str) -> None:
    keys = {name_key(name) for name in (one, other)}
    assert len(keys) == 1, keys


def test_different_tasks_have_different_keys() -> None:
    names = ("走访台账", "走访照片", "耕地种植情况上报", "秸秆禁烧日报")
    assert len({name_key(name) for name in names}) == len(names)


def test_items_are_split_and_known_by_what_they_mean() -> None:
    assert item_keys("姓名、身份证号码;联系方式/ 家庭住址") == item_keys("名字,身份證號，手机号、現住址")
    assert shown_items("家庭住址、住址、次数情况") == {"住址": "家庭住址", "次数": "次数情况"}
    assert item_keys(" 、,") == frozenset()


def test_further_groups_of_words_count() -> None:
    words = with_groups((("防溺水", "防淹"),))
    assert name_key("防淹日报", words) == name_key("防溺水日报", words)
    assert name_key("防淹日报") != name_key("防溺水日报")


def test_forms_and_departments_are_known_whatever_their_marks() -> None:
    assert form_keys("走访登记表、钉钉") == {"走访表": "走访登记表", "钉钉": "钉钉"}
    assert department_key("县 民政局（救助股）") == department_key("縣民政局救助股")


@given(st.text(max_size=80))
def test_any_text_has_a_key_and_folding_it_again_changes_nothing(text: str) -> None:
    assert bool(name_key(text)) is bool(text)
    assert all(item_keys(text))
    assert shown_items(text).keys() == item_keys(text)
    assert department_key(department_key(text)) == department_key(text)
