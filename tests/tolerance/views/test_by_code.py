"""A case from its filing without an account to the answer of a supplement; nothing of it joins it to a report."""

import re
import time
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEntry
from feedback import receipts
from jobs.models import Slot
from search.models import DirtyMark
from search.services import drain
from tests.cast import Cast, Organisation
from tests.jobs.rebuilding.samples import small
from tests.tolerance.walk import STEPS, case_in
from tolerance import case_codes, services
from tolerance.models import Case, CaseCode, CaseEvent, Precedent
from tolerance.services import by_code
from tolerance.services.precedents import Lesson, mark_of

pytestmark = pytest.mark.django_db
FILE, FOLLOW, ACT = reverse("case_code_file"), reverse("case_code_follow"), reverse("case_code_act")


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0


def _typed(organisation: Organisation, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "name": "李某", "contact": "0571-0000", "title": "先开工后补手续", "unit": organisation.town.pk,
        "date_of_act": "2026-01-14", "facts": "先清淤后补手续", "situations": ["S05"],
    }  # fmt: skip
    return values | changes


def _shown(page: str) -> tuple[str, str]:
    """Return the token and the code of a form."""
    token = re.search(r'name="token" value="([^"]+)"', page)
    code = re.search(r'class="receipt">([^<]+)<', page)
    assert token is not None
    assert code is not None
    return token[1], code[1]


def _filed(organisation: Organisation, **changes: object) -> tuple[Client, str]:
    services.load_published_criteria()
    client = Client()
    token, code = _shown(client.get(FILE).content.decode())
    answer = client.post(FILE, _typed(organisation, token=token, **changes))
    assert answer.status_code == 200
    return client, code


def test_case_is_filed_once_under_its_code_and_followed(organisation: Organisation) -> None:
    services.load_published_criteria()
    client = Client()
    token, code = _shown(client.get(FILE).content.decode())
    typed = _typed(organisation, token=token)
    first = client.post(FILE, typed | {"chosen": SimpleUploadedFile("纪要.jpg", small())}).content.decode()
    assert code in first
    assert client.post(FILE, typed).content.decode() == first
    case = Case.objects.get()
    assert (case.state, case.addressee, case.code.contact) == ("submitted", "李某", "0571-0000")
    assert [one.name for one in case.evidence.all()] == ["纪要.jpg"]
    page = client.post(FOLLOW, {"code": code.lower()}).content.decode()
    assert "先清淤后补手续" in page
    assert "纪要.jpg" in page
    assert not client.cookies


def test_supplement_is_answered_with_words_and_files_and_the_case_is_withdrawn(
    organisation: Organisation, cast: Cast
) -> None:
    client, code = _filed(organisation)
    case = Case.objects.get()
    services.ask_supplement(actor=cast.intake, case=case, reason="请补会议记录")
    assert "请补会议记录" in client.post(FOLLOW, {"code": code}).content.decode()
    empty = client.post(ACT, {"code": code, "target": "submitted", "words": " "})
    assert empty.status_code == 422
    files = [SimpleUploadedFile("会议记录.jpg", small())]
    client.post(ACT, {"code": code, "target": "submitted", "words": "补上会议记录", "chosen": files})
    case.refresh_from_db()
    assert case.state == "submitted"
    assert case.statement.endswith("补上会议记录")
    assert [one.name for one in case.evidence.all()] == ["会议记录.jpg"]
    client.post(ACT, {"code": code, "target": "withdrawn"})
    case.refresh_from_db()
    assert (case.state, case.events.last().right, case.events.last().actor) == ("withdrawn", "applicant", None)  # type: ignore[union-attr]


@pytest.mark.parametrize("target", ["accepted", "verifying", "decided", "final", "draft", "", "nonsense", "corrected"])
def test_code_opens_no_step_that_is_not_the_applicants(target: str, organisation: Organisation) -> None:
    client, code = _filed(organisation)
    page = client.post(ACT, {"code": code, "target": target, "words": "x"})
    assert "已有人先办理" in page.content.decode() or page.status_code == 200
    assert Case.objects.get().state == "submitted"


def test_code_opens_no_case_of_an_account(organisation: Organisation, cast: Cast) -> None:
    case_in("notified", organisation, cast)
    for code in (case_codes.new(), "nonsense", "", receipts.new()):
        answer = Client().post(FOLLOW, {"code": code})
        assert answer.status_code == 422
        assert "先行发放救助" not in answer.content.decode()


def test_decision_reaches_the_holder_with_the_letter(organisation: Organisation, cast: Cast) -> None:
    client, code = _filed(organisation)
    case = Case.objects.get()
    reason = "六项条件均符合"
    values = {"outcome": "waive", "authority": "decision", "reason": reason, "decided_on": "2026-03-02"}
    Case.objects.filter(pk=case.pk).update(state="decided", **values)
    assert reason not in client.post(FOLLOW, {"code": code}).content.decode()
    services.notify(actor=cast.secretary, case=Case.objects.get())
    assert reason in client.post(FOLLOW, {"code": code}).content.decode()
    letter = case.letters.get(kind="decision")
    assert letter.data["addressee"] == "李某"
    pdf = client.post(reverse("case_code_letter"), {"code": code, "letter": str(letter.pk)})
    assert pdf.content.startswith(b"%PDF")
    wrong = client.post(reverse("case_code_letter"), {"code": case_codes.new(), "letter": str(letter.pk)})
    assert wrong.status_code == 422


def test_nothing_of_a_case_filed_by_code_says_when_or_under_which_code(organisation: Organisation) -> None:
    """Times of day stand in the audit trail and in tasks: neither learns of it, so no report is near it."""
    services.load_published_criteria()
    before = AuditEntry.objects.count(), Slot.objects.count()
    client, code = _filed(organisation)
    client.post(FOLLOW, {"code": code})
    client.post(ACT, {"code": code, "target": "withdrawn"})
    assert (AuditEntry.objects.count(), Slot.objects.count()) == before
    plain = code.replace("-", "")
    for model in apps.get_models(include_auto_created=True):
        for row in model.objects.values():  # type: ignore[attr-defined]
            assert not any(plain in str(value).replace("-", "") for value in row.values()), model


@pytest.mark.parametrize("field", ["title", "facts", "statement", "name", "contact"])
def test_text_that_holds_a_receipt_is_refused_and_kept_on_the_page(field: str, organisation: Organisation) -> None:
    services.load_published_criteria()
    token, code = _shown(Client().get(FILE).content.decode())
    answer = Client().post(FILE, _typed(organisation, token=token, **{field: f"见 {receipts.new()}"}))
    assert answer.status_code == 422
    assert (_shown(answer.content.decode())[1], Case.objects.count()) == (code, 0)


def test_form_of_an_old_or_foreign_token_stores_nothing_and_loses_nothing(
    organisation: Organisation, settings: Settings
) -> None:
    services.load_published_criteria()
    client = Client()
    token, code = _shown(client.get(FILE).content.decode())
    settings.FORM_MOST_AGE = -1
    old = client.post(FILE, _typed(organisation, token=token)).content.decode()
    foreign = client.post(FILE, _typed(organisation, token="forged")).content.decode()
    for page in (old, foreign):
        assert "先清淤后补手续</textarea>" in page
    assert (_shown(old)[1] == code, _shown(foreign)[1] == code, Case.objects.count()) == (True, False, 0)


def test_form_with_an_error_keeps_its_age(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    services.load_published_criteria()
    client, a_minute_ago = Client(), time.time() - 60
    with monkeypatch.context() as clock:
        clock.setattr(time, "time", lambda: a_minute_ago)
        token, code = _shown(client.get(FILE).content.decode())
    answer = client.post(FILE, _typed(organisation, token=token, name=""))
    assert (answer.status_code, _shown(answer.content.decode())) == (422, (token, code))


def test_so_many_cases_a_day_and_no_more(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_code, "MOST_A_DAY", 1)
    _filed(organisation)
    client = Client()
    token, _code = _shown(client.get(FILE).content.decode())
    assert client.post(FILE, _typed(organisation, token=token)).status_code == 422
    assert CaseCode.objects.count() == 1


def test_holder_is_heard_objects_and_reads_who_sits(organisation: Organisation, cast: Cast) -> None:
    client, code = _filed(organisation)
    case, trail = Case.objects.get(), AuditEntry.objects
    for step in ("accepted", "verifying"):
        STEPS[step](case, cast)
    entries = trail.count()
    objected, said = reverse("case_code_object"), reverse("case_code_statement")
    person = {"code": code, "person": cast.second_verifier.pk}
    assert "Verifier2" in client.post(FOLLOW, {"code": code}).content.decode()
    for wrong in (" ", f"我的码是 {code}"):
        assert client.post(objected, person | {"ground": wrong}).status_code == 422
        assert client.post(said, {"code": code, "words": wrong}).status_code == 422
    assert client.post(objected, person | {"ground": "有亲属关系。", "person": cast.chair.pk}).status_code == 422
    assert client.post(objected, person | {"ground": "有亲属关系。"}).status_code == 200
    files = [SimpleUploadedFile("账目.jpg", small())]
    assert client.post(said, {"code": code, "words": "账目都在。", "chosen": files}).status_code == 200
    question = case.recusals.get()
    case.refresh_from_db()
    last = case.events.last()
    assert (question.source, question.raised_by, case.statement.endswith("账目都在。")) == ("objected", None, True)
    assert last
    assert (last.target, last.actor, [one.name for one in case.evidence.all()]) == ("stated", None, ["账目.jpg"])
    assert trail.count() == entries
    services.settle_recusal(actor=cast.leader, recusal=question, upheld=False, reason="经查没有。")
    assert "经查没有。" in client.post(FOLLOW, {"code": code}).content.decode()
    by_code.act_by_code(case=case, target="withdrawn", words="")
    late = client.post(said, {"code": code, "words": "还有一句。"})
    assert (late.status_code, "还有一句。" in late.content.decode()) == (422, True)


def test_holder_agrees_to_what_was_read_and_to_nothing_else(organisation: Organisation, cast: Cast) -> None:
    client, code = _filed(organisation)
    case, agree = Case.objects.get(), reverse("case_code_agree")
    assert client.post(agree, {"code": code}).status_code == 404
    values = {"outcome": "waive", "authority": "decision", "reason": "六项条件均符合", "decided_on": "2026-03-02"}
    Case.objects.filter(pk=case.pk).update(state="final", **values)
    words = Lesson("先救急", "〔隐去〕先清淤。", "条件均符合。", "要留底。")
    told = services.write_precedent(actor=cast.leader, case=case, lesson=words)
    entries = AuditEntry.objects.count()
    read = re.search(r'name="read" value="([0-9a-f]{64})"', client.post(FOLLOW, {"code": code}).content.decode())
    assert read
    services.write_precedent(
        actor=cast.leader, case=case, lesson=Lesson("先救急", "又记。", "条件均符合。", "要留底。")
    )
    stale = client.post(agree, {"code": code, "read": read[1]}).content.decode()
    assert "案例已被修改或公开，请重新阅读。" in stale
    told.refresh_from_db()
    assert told.agreed_on is None
    assert client.post(agree, {"code": code, "read": mark_of(told)}).status_code == 200
    agreed = Precedent.objects.get()
    assert (agreed.agreed_on, AuditEntry.objects.count()) == (timezone.localdate(), entries + 1)


def test_holder_confirms_a_letter_and_nothing_else_of_it_is_kept(organisation: Organisation, cast: Cast) -> None:
    client, code = _filed(organisation)
    case, press = Case.objects.get(), reverse("case_code_received")
    values = {"outcome": "waive", "authority": "decision", "reason": "理由", "decided_on": "2026-03-02"}
    Case.objects.filter(pk=case.pk).update(state="decided", **values)
    case.refresh_from_db()
    letter = services.notify(actor=cast.secretary, case=case)
    other = case_in("notified", organisation, cast).letters.get(kind="decision")
    drain()
    before = [rows.objects.count() for rows in (AuditEntry, Slot, DirtyMark)]
    for wrong in ("", "nonsense", str(other.pk)):
        assert client.post(press, {"code": code, "letter": wrong}).status_code == 404
    shown = client.post(press, {"code": code, "letter": str(letter.pk)}).content.decode()
    letter.refresh_from_db()
    line = case.events.get(target="received")
    assert (letter.received_on, "申请人已签收文书" in shown, f'action="{press}"' in shown) == (
        timezone.localdate(), True, False,
    )  # fmt: skip
    assert (line.on, line.actor, line.right, line.detail) == (timezone.localdate(), None, "applicant", letter.number)
    assert [rows.objects.count() for rows in (AuditEntry, Slot, DirtyMark)] == before
    assert not client.cookies


def test_holder_sees_the_days_and_that_a_correction_is_open_again(organisation: Organisation, cast: Cast) -> None:
    client, code = _filed(organisation)
    case, later = Case.objects.get(), timezone.localdate() + timedelta(days=1)
    assert "下一步应在" in client.post(FOLLOW, {"code": code}).content.decode()
    values = {"outcome": "waive", "authority": "decision", "reason": "理由", "decided_on": "2026-03-02"}
    correcting = {"state": "notified", "correction": "correcting", "correction_due_on": later}
    Case.objects.filter(pk=case.pk).update(**values, **correcting)
    shown = client.post(FOLLOW, {"code": code}).content.decode()
    assert ("整改情况应在" in shown, "回访核验认为整改未到位" in shown) == (True, False)
    CaseEvent.objects.create(
        case=case, position=9, on=later, source="corrected", target="correcting", right="case.verify", detail="没印发。"
    )
    shown = client.post(FOLLOW, {"code": code}).content.decode()
    assert [one for one in ("整改情况应在", "回访核验认为整改未到位", "没印发。") if one not in shown] == []
