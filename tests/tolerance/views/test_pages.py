"""The pages: what each shows to whom, and that nothing typed is lost."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback import receipts
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, favourable, find, matter
from tolerance import services
from tolerance.models import Case


def _client(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def _entered(organisation: Organisation, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "title": "汛期提前转移致部分家禽损失", "unit": organisation.town.pk, "date_of_act": "2026-06-21",
        "facts": "连续六小时强降雨，决定提前转移。", "statement": "人命关天。", "situations": ["S05"],
    }  # fmt: skip
    return values | changes


def test_criteria_show_all_kinds_in_both_languages_without_a_cookie(
    organisation: Organisation, reporter: Client
) -> None:
    criteria = services.load_published_criteria()
    answer = reporter.get(reverse("criteria"))
    page = answer.content.decode()
    assert not answer.cookies
    for one in criteria.criteria.all():
        assert f'id="{one.code}"' in page
        assert one.zh in page
    assert page.count("地方规定，依据待核") == criteria.criteria.filter(verified=False).count() == 3


def test_criteria_say_so_when_none_are_published(reporter: Client, db: None) -> None:
    assert "尚未发布容错认定标准" in reporter.get(reverse("criteria")).content.decode()


def test_procedure_is_public_and_a_history_names_the_step_of_each_line(
    organisation: Organisation, cast: Cast, reporter: Client
) -> None:
    answer = reporter.get(reverse("procedure"))
    page = answer.content.decode()
    assert not answer.cookies
    assert [number for number in range(29) if f'id="step-{number}"' in page] == list(range(1, 28))
    case = case_in("verifying", organisation, cast)
    shown = _client(cast.verifier).get(reverse("case", args=[case.pk])).content.decode()
    assert [event.rule for event in case.events.all()] == [1, 2, 5, 8]
    assert [number for number in range(1, 28) if f'#step-{number}"' in shown] == [1, 2, 5, 8]


def test_draft_sets_are_not_public(organisation: Organisation, reporter: Client) -> None:
    criteria = services.load_published_criteria()
    type(criteria).objects.create(version="2027-1", title_zh="草案", title_en="Draft")
    assert reporter.get(reverse("criteria_set", args=["2027-1"])).status_code == 404


def test_filing_submits_a_case(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    answer = _client(cast.applicant).post(reverse("case_new"), _entered(organisation, submit="1"))
    case = Case.objects.get()
    assert answer.headers["Location"] == reverse("case", args=[case.pk])
    assert (case.state, case.number, case.applicant) == (
        "submitted",
        f"RC{timezone.localdate().year}-0001",
        cast.applicant,
    )
    assert [one.code for one in case.situations.all()] == ["S05"]


def test_filing_keeps_what_was_typed_and_says_what_is_wrong(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    entered = _entered(organisation, date_of_act="2100-01-01", situations=[], submit="1")
    answer = _client(cast.applicant).post(reverse("case_new"), entered)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这一天还没有到。" in page
    assert "连续六小时强降雨，决定提前转移。" in page
    assert Case.objects.count() == 0


def test_draft_is_changed_and_submitted_from_its_page(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    client = _client(cast.applicant)
    assert case.facts in client.get(reverse("case_edit", args=[case.pk])).content.decode()
    client.post(reverse("case_edit", args=[case.pk]), _entered(organisation, save="1"))
    client.post(reverse("case_step", args=[case.pk, "submitted"]))
    case.refresh_from_db()
    assert (case.title, case.state) == ("汛期提前转移致部分家禽损失", "submitted")


def test_steps_are_offered_to_those_whose_they_are(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    address = reverse("case_step", args=[case.pk, "accepted"])
    offered = {
        role for role in ("intake", "secretary", "verifier", "chair", "leader", "applicant")
        if address in _client(getattr(cast, role)).get(reverse("case", args=[case.pk])).content.decode()
    }  # fmt: skip
    assert offered == {"intake"}


def test_refused_step_comes_back_with_what_was_entered(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    answer = _client(cast.secretary).post(
        reverse("case_step", args=[case.pk, "verifying"]), {"verifiers": [cast.verifier.pk]}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请至少选择两名核实人员。" in page
    assert page.count("checked") == 1


def test_whoever_comes_second_is_told(organisation: Organisation, cast: Cast) -> None:
    case = case_in("accepted", organisation, cast)
    answer = _client(cast.intake).post(
        reverse("case_step", args=[case.pk, "not_accepted"]), {"reason": "不属于"}, follow=True
    )
    assert "已有人先一步办理了本案" in answer.content.decode()


def test_steps_of_others_are_denied(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    assert _client(cast.chair).post(reverse("case_step", args=[case.pk, "accepted"])).status_code == 403
    assert _client(cast.outsider).post(reverse("case_step", args=[case.pk, "accepted"])).status_code == 404
    assert _client(cast.system_admin).post(reverse("case_step", args=[case.pk, "accepted"])).status_code == 404
    assert _client(cast.intake).post(reverse("case_step", args=[case.pk, "published"])).status_code == 404


def test_findings_are_saved_unfinished_and_finished(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    client, address = _client(cast.verifier), reverse("case_findings", args=[case.pk])
    for reasons in ("", f"见 {receipts.new()}"):
        assert client.post(address, {"verdict_R01": "met", "reasons_R01": reasons}).status_code == 422
    assert client.post(address, {"verdict_R01": "met", "reasons_R01": "有审批单。"}).status_code == 302
    whole = favourable(case)
    entered = {f"verdict_{code}": one.verdict for code, one in whole.items()}
    entered |= {f"reasons_{code}": one.reasons for code, one in whole.items()}
    assert client.post(address, entered).status_code == 302
    assert case.findings.filter(author=cast.verifier).count() == len(whole) == 15


def test_vote_waits_for_findings(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast)
    client, address = _client(cast.chair), reverse("case_vote", args=[case.pk])
    refused = client.post(address, {"outcome": "waive"})
    assert (refused.status_code, case.votes.count()) == (422, 0)
    find(case, cast.chair)
    assert client.post(address, {"outcome": "waive"}).status_code == 302
    assert case.votes.get().member == cast.chair


@pytest.mark.parametrize("state", ["deliberating", "decided"])
def test_applicant_does_not_read_the_outcome_before_the_letter(
    state: str, organisation: Organisation, cast: Cast
) -> None:
    case = case_in(state, organisation, cast)
    client = _client(cast.applicant)
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "会商中" in page
    for secret in ("六项条件均符合", "有记录可查", '<span class="badge active">已认定</span>', "认定书"):
        assert secret not in page, secret
    title = case.title
    lists = {one: client.get(reverse("cases"), {"state": one}).content.decode() for one in ("decided", "deliberating")}
    assert title not in lists["decided"]
    assert title in lists["deliberating"]


def test_applicant_reads_outcome_and_finds_the_letter_once_notified(organisation: Organisation, cast: Cast) -> None:
    case = case_in("notified", organisation, cast)
    page = _client(cast.applicant).get(reverse("case", args=[case.pk])).content.decode()
    letter = reverse("letter_pdf", args=[case.pk, case.letters.get(kind="decision").pk])
    assert ("六项条件均符合" in page, letter in page) == (True, True)


def test_letter_of_another_case_is_not_found_under_this_one(organisation: Organisation, cast: Cast) -> None:
    one, other = (case_in("accepted", organisation, cast) for _ in range(2))
    client = _client(cast.applicant)
    assert client.get(reverse("letter_pdf", args=[one.pk, other.letters.get().pk])).status_code == 404


def test_list_shows_what_waits(organisation: Organisation, cast: Cast) -> None:
    case_in("submitted", organisation, cast, title="第一件")
    case_in("accepted", organisation, cast, title="第二件")
    waiting = {
        role: [
            title for title in ("第一件", "第二件")
            if title in _client(getattr(cast, role)).get(reverse("cases"), {"view": "waiting"}).content.decode()
        ]
        for role in ("intake", "secretary", "verifier", "applicant")
    }  # fmt: skip
    assert waiting == {"intake": ["第一件"], "secretary": ["第二件"], "verifier": [], "applicant": []}


def test_list_takes_the_same_queries_for_one_case_as_for_many(organisation: Organisation, cast: Cast) -> None:
    client = _client(cast.intake)
    case_in("submitted", organisation, cast)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("cases"))
    for _ in range(6):
        case_in("accepted", organisation, cast)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("cases"))
    assert len(many) == len(few)


def test_page_says_when_the_calendar_does_not_reach(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    day = date(2029, 3, 1)
    case = services.file_case(actor=cast.applicant, matter=matter(organisation), submit=True, on=day)
    assert case.due_on is None
    page = _client(cast.applicant).get(reverse("case", args=[case.pk])).content.decode()
    assert "工作日安排尚未公布" in page


def test_administrators_see_no_case_even_their_own(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    Case.objects.filter(pk=case.pk).update(applicant=cast.audit_admin)
    client = _client(cast.audit_admin)
    assert case.title not in client.get(reverse("cases")).content.decode()
    assert client.get(reverse("case", args=[case.pk])).status_code == 404
