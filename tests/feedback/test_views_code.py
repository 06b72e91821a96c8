import pytest
from django.test import Client
from pytest_django import Settings

from feedback import codes, receipts
from feedback.models import CodeBatch, PooledEntry, Report
from feedback.services.codes import set_code_rule
from feedback.services.release import release_all
from tests.conftest import Cast, Organisation
from tests.feedback.printing import DAY, printed, printed_today
from tests.feedback.walking import WORDS, hidden, walk_to_keep


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0


def _kinds() -> list[str]:
    return sorted(PooledEntry.objects.values_list("kind", flat=True))


def test_the_field_is_there_only_where_sheets_hang_and_the_unit_takes_codes(
    reporter: Client, organisation: Organisation, cast: Cast
) -> None:
    form = walk_to_keep(reporter, organisation)
    assert 'name="code"' not in reporter.post("/report/keep/", form).content.decode()
    printed_today(cast, organisation.town)
    assert 'name="code"' in reporter.post("/report/keep/", form).content.decode()
    set_code_rule(actor=cast.system_admin, unit=organisation.county, rule="off")
    assert 'name="code"' not in reporter.post("/report/keep/", form).content.decode()


def test_a_report_with_a_code_is_shown_as_confirmed_to_its_handler(
    reporter: Client, client: Client, organisation: Organisation, cast: Cast
) -> None:
    code = printed_today(cast, organisation.town)[0]
    form = walk_to_keep(reporter, organisation, own_unit=str(organisation.town.pk))
    done = reporter.post("/report/send/", {**form, "code": code.lower().replace("-", " ")})
    assert (done.status_code, _kinds()) == (200, ["claim", "report"])
    assert code not in done.content.decode()
    release_all(today=DAY)
    client.force_login(cast.handler)
    report = Report.objects.get()
    for address in ("/work/reports/", f"/work/reports/{report.pk}/"):
        assert "已确认为柳塘镇工作人员" in client.get(address).content.decode()


def test_a_code_that_does_not_hold_is_told_and_nothing_is_lost(
    reporter: Client, organisation: Organisation, cast: Cast
) -> None:
    first, second = printed_today(cast, organisation.town)[:2]
    form = walk_to_keep(reporter, organisation, task="走访台账")
    reporter.post("/report/send/", {**form, "code": first})
    other = walk_to_keep(reporter, organisation, task="另一件")
    told = {
        first[:-1]: "撕码输入有误",
        receipts.new(): "这是回执码",
        codes.new(): "本站没有印发过这个撕码",
        first: "该撕码已使用过",
    }
    for typed, words in told.items():
        page = reporter.post("/report/send/", {**other, "code": typed})
        assert words in page.content.decode()
        assert f'value="{typed}"' in page.content.decode()
        kept = hidden(page)
        assert (kept["task"], kept["words"], kept["token"]) == ("另一件", WORDS, other["token"])
    assert _kinds() == ["claim", "report"]
    assert reporter.post("/report/send/", {**other, "code": second}).status_code == 200
    assert _kinds() == ["claim", "claim", "report", "report"]


def test_a_double_click_with_a_code_sends_once(reporter: Client, organisation: Organisation, cast: Cast) -> None:
    form = {**walk_to_keep(reporter, organisation), "code": printed_today(cast, organisation.town)[0]}
    first, second = reporter.post("/report/send/", form), reporter.post("/report/send/", form)
    assert first.content == second.content
    assert _kinds() == ["claim", "report"]
    release_all(today=DAY)
    assert reporter.post("/report/send/", form).content == first.content
    assert (_kinds(), Report.objects.count()) == ([], 1)


def test_a_unit_that_demands_codes_says_so_first_and_takes_nothing_without(
    reporter: Client, organisation: Organisation, cast: Cast
) -> None:
    code = printed_today(cast, organisation.town)[0]
    assert "部分单位须凭撕码反映" not in reporter.get("/report/").content.decode()
    set_code_rule(actor=cast.system_admin, unit=organisation.county, rule="demanded")
    first = reporter.get("/report/")
    again = [reporter.post(f"/report/{step}/", hidden(first)) for step in ("check", "keep", "send")]
    assert {"部分单位须凭撕码反映" in page.content.decode() for page in (first, *again)} == {True}
    form = walk_to_keep(reporter, organisation)
    refused = reporter.post("/report/send/", form)
    assert "没有撕码无法发送" in refused.content.decode()
    assert PooledEntry.objects.count() == 0
    reporter.post("/report/send/", {**form, "code": code})
    assert _kinds() == ["claim", "report"]


def test_a_demand_nobody_can_meet_shuts_no_channel(reporter: Client, organisation: Organisation, cast: Cast) -> None:
    set_code_rule(actor=cast.system_admin, unit=organisation.county, rule="demanded")
    printed(cast, organisation.town)
    CodeBatch.objects.update(expires_on="2026-03-03")
    reporter.post("/report/send/", walk_to_keep(reporter, organisation))
    assert _kinds() == ["report"]


def test_a_typed_code_survives_going_back_to_writing(reporter: Client, organisation: Organisation, cast: Cast) -> None:
    printed_today(cast, organisation.town)
    form = {**walk_to_keep(reporter, organisation), "code": "7K2M"}
    wrote = reporter.post("/report/", form)
    checked = reporter.post("/report/check/", {**form, **hidden(wrote)})
    kept = reporter.post("/report/keep/", hidden(checked))
    assert 'name="code" value="7K2M"' in kept.content.decode()


def test_a_code_in_the_words_is_told(reporter: Client, organisation: Organisation, cast: Cast) -> None:
    code = printed_today(cast, organisation.town)[0]
    form = walk_to_keep(reporter, organisation, words=f"{WORDS}撕码 {code}")
    assert "您的正文中含有撕码" in reporter.post("/report/send/", form).content.decode()
    assert PooledEntry.objects.count() == 0


def test_a_code_passes_where_others_are_asked_for_a_proof(
    reporter: Client, organisation: Organisation, cast: Cast
) -> None:
    code = printed_today(cast, organisation.town)[0]
    form = {**walk_to_keep(reporter, organisation), "website": "filled in by a machine"}
    reporter.post("/report/send/", form)
    assert PooledEntry.objects.count() == 0
    reporter.post("/report/send/", {**form, "code": code})
    assert _kinds() == ["claim", "report"]
