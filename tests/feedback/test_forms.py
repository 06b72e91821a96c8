import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Unit
from feedback import receipts, taxonomy
from feedback.forms import choices
from feedback.forms.follow import ReceiptForm
from feedback.forms.report import ReportForm
from feedback.forms.work import PromiseForm
from feedback.intake import clean_line, clean_text
from tests.cast import Organisation
from tests.feedback.walking import answers


def _codes(form: ReportForm) -> dict[str, list[str]]:
    return {name: [error.code or "" for error in errors] for name, errors in form.errors.as_data().items()}


def test_only_three_fields_are_required(organisation: Organisation) -> None:
    assert _codes(ReportForm({})) == {name: ["required"] for name in ("category", "words", "receiving_unit")}
    assert ReportForm(answers(organisation)).is_valid()


@pytest.mark.parametrize(("length", "valid"), [(9, False), (10, True), (5000, True), (5001, False)])
def test_words_have_their_limits(organisation: Organisation, length: int, valid: bool) -> None:
    assert ReportForm(answers(organisation, words="字" * length)).is_valid() is valid


@pytest.mark.parametrize("field", ["words", "task", "asked_by", "data_items"])
def test_no_text_may_hold_a_receipt(organisation: Organisation, field: str) -> None:
    form = ReportForm(answers(organisation, **{field: f"回执码 {receipts.new()} 请查收"}))
    assert _codes(form) == {field: ["receipt"]}


def test_the_unit_complained_of_and_those_below_may_not_receive(organisation: Organisation) -> None:
    for asked_by, valid in ((organisation.county, False), (organisation.town, True)):
        form = ReportForm(answers(organisation, asked_by_unit=str(asked_by.pk)))
        assert form.is_valid() is valid
    town = answers(organisation, receiving_unit=str(organisation.town.pk), asked_by_unit=str(organisation.county.pk))
    assert list(ReportForm(town).errors) == ["receiving_unit"]


def test_the_reporters_own_unit_does_not_receive_if_they_say_so(organisation: Organisation) -> None:
    own = {"receiving_unit": str(organisation.town.pk), "own_unit": str(organisation.town.pk)}
    assert ReportForm(answers(organisation, **own)).is_valid()
    assert list(ReportForm(answers(organisation, **own, not_own="on")).errors) == ["receiving_unit"]
    assert list(ReportForm(answers(organisation, not_own="on")).errors) == ["own_unit"]
    above = {**own, "receiving_unit": str(organisation.county.pk)}
    assert ReportForm(answers(organisation, **above, not_own="on")).is_valid()


def test_units_are_offered_as_the_policy_says(organisation: Organisation) -> None:
    form = ReportForm()
    offered = {name: list(getattr(form.fields[name], "units", {}).values()) for name in ("receiving_unit", "own_unit")}
    large = [organisation.county, organisation.bureau, organisation.town, organisation.other_town]
    assert offered == {"receiving_unit": large, "own_unit": large}
    assert not ReportForm(answers(organisation, own_unit=str(organisation.village.pk))).is_valid()
    assert ReportForm(answers(organisation, asked_by_unit=str(organisation.village.pk))).is_valid()


def test_every_code_of_the_taxonomy_is_offered_once() -> None:
    burdens = [code for _, group in choices.burdens() for code, _ in group]
    assert sorted(burdens) == sorted(taxonomy.BURDENS)
    assert [code for code, _ in choices.wishes()] == ["", *taxonomy.REMEDIES]
    assert [code for code, _ in choices.hours()] == ["", *taxonomy.HOURS]
    assert [code for code, _ in choices.per_month()] == ["", *taxonomy.PER_MONTH]
    assert [code for code, _ in choices.people()] == ["", *taxonomy.PEOPLE]


def test_content_holds_what_was_typed_and_answers_say_it_in_words(organisation: Organisation) -> None:
    form = ReportForm(answers(organisation, task=" 走访  台账 ", hours="2-4", wish="RM04", people=">30"))
    assert form.is_valid()
    content = form.content()
    assert (content.task, content.hours, content.wish, content.own_unit) == ("走访 台账", "2-4", "RM04", None)
    assert content.receiving_unit == organisation.county.pk
    words = dict(form.answers())
    assert "清源县" in words.values()
    assert "共享数据、自动取数" in words.values()
    assert "30 人以上" in words.values()


@given(st.text(max_size=200))
def test_cleaned_text_is_plain_and_stays_clean(typed: str) -> None:
    cleaned = clean_text(typed)
    assert clean_text(cleaned) == cleaned == cleaned.strip()
    assert not set(cleaned) & set("\x00\r\u200b\u2028\ufeff")
    cleaned.encode()
    assert "\n" not in clean_line(typed)


def test_cleaned_text_keeps_lines_and_drops_what_cannot_be_seen() -> None:
    assert clean_text("\ufeff甲\r\n乙\x00\u200b丙\ud800 ") == "甲\n乙丙"


@given(st.text(max_size=80))
def test_the_receipt_form_takes_any_text(typed: str) -> None:
    form = ReceiptForm({"receipt": typed})
    assert form.is_valid() or form.errors.as_data()["receipt"][0].code in {"required", "mistyped"}


@pytest.mark.parametrize("hours", ["-1", "1000001", "7.5", "many"])
def test_hours_out_of_bounds_are_answered_with_the_bounds(organisation: Organisation, hours: str) -> None:
    form = PromiseForm({"saves_low": hours}, units=Unit.objects.filter(pk=organisation.town.pk))
    assert form.errors["saves_low"] == ["请填写 0 到 1000000 之间的整数。"]
