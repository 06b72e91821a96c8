"""Letters: what their PDF says is their data, and the same data is the same file."""

import io
import re

import pypdf
import pytest

from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance import services
from tolerance.judging import criteria_of
from tolerance.letters import fingerprint, render_letter, zh_day
from tolerance.models import Case, Letter


def _text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


@pytest.fixture
def decision(organisation: Organisation, cast: Cast) -> Letter:
    return case_in("notified", organisation, cast).letters.get(kind="decision")


def test_letter_says_what_its_data_says_and_nothing_is_lost(decision: Letter) -> None:
    text = _text(render_letter(decision))
    data = decision.data
    for name in (
        "office",
        "number",
        "title",
        "addressee",
        "case_number",
        "case_title",
        "outcome",
        "reason",
        "issued_on",
    ):
        assert re.sub(r"\s+", "", data[name]) in text, name
    for row in data["criteria"]:
        assert row["code"] in text
    assert "复核由未参加本次认定的人员进行" in text
    assert decision.sha256 in text


def test_letter_holds_a_verdict_on_every_criterion_that_counts(decision: Letter) -> None:
    assert decision.data["office"] == "清源县容错纠错工作领导小组办公室"
    codes = [row["code"] for row in decision.data["criteria"]]
    assert codes == [one.code for one in criteria_of(decision.case)]
    assert {row["verdict"] for row in decision.data["criteria"] if row["kind"] == "excluding"} == {"不符合"}
    assert decision.data["criteria"][0]["reasons"] == f"{codes[0]}：有记录可查。"


def test_same_letter_is_the_same_file(decision: Letter) -> None:
    assert render_letter(decision) == render_letter(Letter.objects.get(pk=decision.pk))


def test_later_changes_of_the_case_do_not_change_the_letter(decision: Letter) -> None:
    before = render_letter(decision)
    Case.objects.filter(pk=decision.case_id).update(title="另一个标题", reason="别的理由")
    assert render_letter(Letter.objects.get(pk=decision.pk)) == before


def test_letter_whose_data_was_changed_is_not_rendered(decision: Letter) -> None:
    decision.data["outcome"] = "不予容错"
    with pytest.raises(ValueError, match="changed after it was issued"):
        render_letter(decision)


def test_letters_are_numbered_by_series_and_year(organisation: Organisation, cast: Cast) -> None:
    first, second = (case_in("accepted", organisation, cast).letters.get() for _ in range(2))
    assert (first.number, second.number) == ("容错受〔2026〕1号", "容错受〔2026〕2号")


def test_decline_gives_its_reason(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    services.decline_case(actor=cast.intake, case=case, reason="属于检举控告，请向县纪委监委反映。", on=FILED_ON)
    letter = case.letters.get()
    assert letter.sha256 == fingerprint(letter.data)
    assert "属于检举控告，请向县纪委监委反映。" in _text(render_letter(letter))


def test_zh_day_writes_days_as_official_documents_do() -> None:
    assert zh_day(FILED_ON) == "2026年3月2日"
