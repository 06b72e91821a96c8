"""Letters: what their PDF says is their data, and the same data is the same file."""

import io
import re
from datetime import date
from functools import partial

import pypdf
import pytest

from accounts.models import User
from tests.cast import Cast, Organisation
from tests.jobs.test_archival import broken_rules
from tests.tolerance.walk import FILED_ON, case_in, complete, reviewers
from tolerance import services
from tolerance.judging import criteria_of
from tolerance.lettering import zh_day
from tolerance.letters import check_code, fingerprint, render_letter
from tolerance.models import Case, Letter
from tolerance.services.effects import Told
from tolerance.services.panel import Ruling


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
    assert (data["lessons"], "尚无已公开的同类案例。" in text) == ([], True)
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


ADDRESS = "https://qingzhuang.example/verify/"


def _with_every_letter(organisation: Organisation, cast: Cast) -> Case:
    """Return a case that was supplemented, extended, decided, reviewed, corrected, and whose name was cleared."""
    case = case_in("submitted", organisation, cast)
    services.ask_supplement(actor=cast.intake, case=case, reason="请补交容缺登记表。", on=FILED_ON)
    services.submit_case(actor=cast.applicant, case=case, on=FILED_ON)
    services.accept_case(actor=cast.intake, case=case, on=FILED_ON)
    asked = services.ask_extension(
        actor=cast.secretary, case=case, phase="accepted", days=2, reason="两名核实人员在外地培训。", on=FILED_ON
    )
    services.answer_extension(actor=cast.leader, extension=asked, granted=True, on=FILED_ON)
    case.refresh_from_db()
    _judge(case, cast)
    services.order_correction(actor=cast.secretary, case=case, what="修订容缺登记表，补填审批人。", on=FILED_ON)
    services.request_review(actor=cast.applicant, case=case, reason="另有证据。", on=FILED_ON)
    others: list[User] = reviewers(organisation)
    services.appoint_reviewers(actor=cast.secretary, case=case, reviewers=others, on=FILED_ON)
    complete(case, others, "waive")
    services.decide_review(actor=others[0], case=case, outcome="waive", reason="新证据成立，予以变更。", on=FILED_ON)
    services.finalise_due_cases(on=date(2026, 4, 20))
    case.refresh_from_db()
    words = "反映其收受礼品一事查无实据。"
    services.clear_name(actor=cast.leader, case=case, words=words, scope="meeting", agreed=True, on=date(2026, 4, 21))
    told = Told("中共清源县委组织部", ("promotion", "annual", "integrity_check"), date(2026, 12, 31))
    services.send_effect_notice(actor=cast.secretary, case=case, told=told, on=date(2026, 4, 21))
    return case


def _judge(case: Case, cast: Cast) -> None:
    people = [cast.verifier, cast.second_verifier]
    services.appoint_verifiers(actor=cast.secretary, case=case, verifiers=people, on=FILED_ON)
    complete(case, people)
    services.complete_verification(actor=cast.verifier, case=case, on=FILED_ON)
    members = [cast.panel_member, cast.second_panel_member]
    services.convene_panel(actor=cast.chair, case=case, members=members, on=FILED_ON)
    complete(case, [cast.chair, *members], "mitigate")
    ruling = Ruling("mitigate", "decision", "登记不全属疏忽，已挽回损失。")
    services.decide(actor=cast.chair, case=case, ruling=ruling, on=FILED_ON)
    services.notify(actor=cast.secretary, case=case, on=FILED_ON)


def test_every_letter_says_what_its_data_says_keeps_for_ever_and_reads_aloud(
    organisation: Organisation, cast: Cast
) -> None:
    case = _with_every_letter(organisation, cast)
    letters = {one.kind: one for one in case.letters.all()}
    assert set(letters) == {
        "supplement",
        "acceptance",
        "extension",
        "decision",
        "review",
        "correction",
        "clearing",
        "effect",
    }
    for kind, letter in letters.items():
        pdf = render_letter(letter, address=ADDRESS)
        text = _text(pdf)
        told = [value for key, value in letter.data.items() if isinstance(value, str) and key not in SILENT]
        assert [value for value in told if re.sub(r"\s+", "", value) not in text] == [], kind
        for row in letter.data.get("criteria", []):
            assert f"{row['code']}：有记录可查。" in text
        assert (letter.sha256 in text, check_code(letter.sha256) in text) == (True, True)
        assert "qingzhuang.example/verify/" in text
        assert broken_rules(pdf) == [], kind
    effect = _text(render_letter(letters["effect"]))
    assert "中共清源县委组织部：" in effect
    assert [word for word in (case.title, "同志：") if word in effect] == []
    review = _text(render_letter(letters["review"]))
    assert "原认定“减轻”变更为：免责（不予或免予追究）。" in review
    assert "自本文书印发之日起15日内（截至2026年3月17日）向上一级提出申诉" in review


# Where the matter happened stands in some letters only, and the codes of the data are for the template.
SILENT = frozenset({"kind", "submitted_on", "date_of_act", "unit", "criteria_title", "case_number"})


def test_a_preview_takes_no_number(organisation: Organisation, cast: Cast) -> None:
    case = case_in("decided", organisation, cast)
    send = partial(services.notify, actor=cast.secretary, case=case, on=FILED_ON)
    text = _text(services.preview(actor=cast.secretary, case=case, act=send))
    assert ("容错认〔2026〕" in text, "（预览，未制发）" in text) == (False, True)
    assert send().number == "容错认〔2026〕1号"


def test_check_code_follows_from_the_hash_alone() -> None:
    codes = {check_code(f"{n:064x}") for n in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}", code) for code in codes)
    assert check_code("0" * 64) == check_code("0" * 64)
