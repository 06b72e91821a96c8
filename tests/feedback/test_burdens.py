from django.utils.translation import override

from feedback.models import Problem
from feedback.taxonomy import HOURS, PEOPLE, PER_MONTH
from feedback.templatetags import burdens


def test_every_state_has_plain_words() -> None:
    words = [burdens.in_plain_words(state) for state in Problem.State.values]
    assert len(set(words)) == len(Problem.State.values)


def test_every_band_has_words() -> None:
    for field, bands in (("hours", HOURS), ("per_month", PER_MONTH), ("people", PEOPLE)):
        assert all(burdens.band(code, field) for code in bands)


def test_hours_a_month_are_a_range_or_nothing() -> None:
    with override("en"):
        assert burdens.hours_a_month((0.5, 1296.0)) == "0.5 to 1,296 staff-hours a month"
    assert burdens.hours_a_month((0.0, 0.0)) == burdens.hours_a_month(None) == ""


def test_codes_become_names_and_other_text_stays() -> None:
    with override("zh-hans"):
        assert burdens.event_detail("RM02 2026-12-01") == "合并同类项 2026-12-01"
        assert burdens.event_detail("县民政局") == "县民政局"
        assert (burdens.burden("B03"), burdens.remedy("RM01"), burdens.burden("B00")) == ("填表报数", "取消", "B00")
    assert (burdens.tone("open"), burdens.tone("kept")) == ("active", "quiet")
