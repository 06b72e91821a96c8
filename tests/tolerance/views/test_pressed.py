"""The buttons of a case as people press them: each form is taken from its page, filled in and sent from there."""

import io
import re

import pypdf
from django.http import HttpResponseBase
from django.urls import reverse

from accounts.models import AuditEntry, Membership, User
from tests.cast import Cast, Organisation
from tests.tolerance.views.pressing import Person, due_later
from tests.tolerance.walk import FILED_ON, case_in, complete, reviewers
from tolerance import services
from tolerance.models import Case, EffectCheck, Extension, Letter, PhaseLimit


def _words(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_more_time_limits_and_evaluations(organisation: Organisation, cast: Cast) -> None:
    case = case_in("final", organisation, cast)
    Case.objects.filter(pk=case.pk).update(state="submitted")
    due_later(case)
    page, ask = reverse("case", args=[case.pk]), reverse("case_extension", args=[case.pk])
    intake, lead, secretary = Person(cast.intake), Person(cast.leader), Person(cast.secretary)
    assert intake.press(page, ask, days="9", reason="等街道回函").status_code == 422
    assert intake.press(page, ask, days="2", reason="等街道回函").status_code == 302
    assert not intake.offered(page, ask)
    assert "等街道回函" not in Person(cast.applicant).read(page)
    answer = reverse("case_extension_answer", args=[case.pk, Extension.objects.get().pk])
    assert not intake.offered(page, answer)
    assert "延长2个工作日" in _words(lead.press(page, answer, button="preview", granted="yes"))
    assert lead.press(page, answer, button="preview", granted="no", words="不必").status_code == 422
    assert (Extension.objects.get().status, Letter.objects.filter(kind="extension").count()) == ("asked", 0)
    assert lead.press(page, answer, granted="yes").status_code == 302
    assert [one for one in ("容错延", "等街道回函") if one not in Person(cast.applicant).read(page)] == []

    limits = f"{reverse('case_limits')}?unit={organisation.town.pk}"
    assert lead.press(limits, limits, verifying="9").status_code == 422
    assert lead.press(limits, limits, verifying="12").status_code == 302
    assert [(row.unit, row.days) for row in PhaseLimit.objects.all()] == [(organisation.town, 12)]

    Case.objects.filter(pk=case.pk).update(state="final")
    effects = reverse("case_effects", args=[case.pk])

    def tell(due_on: str, button: str = "") -> HttpResponseBase:
        told = ["annual", "rank"]
        return secretary.press(effects, effects, button=button, office="县委组织部", evaluations=told, due_on=due_on)

    assert tell("2020-01-01").status_code == 422
    seen = _words(tell("2099-12-30", "preview"))
    assert [one for one in ("县委组织部：", "预览", "平时、年度、任期考核", "2099年12月30日") if one not in seen] == []
    assert (EffectCheck.objects.count(), AuditEntry.objects.filter(act="case.effect_notice").count()) == (0, 0)
    assert tell("2099-12-30").status_code == 302
    assert Letter.objects.get(kind="effect").number.endswith("1号")
    check = reverse("case_effect_check", args=[case.pk, EffectCheck.objects.filter(evaluation="rank").get().pk])
    assert secretary.press(effects, check, result="yes").status_code == 422
    assert secretary.press(effects, check, result="no", words="已更正").status_code == 302
    assert "已更正" in Person(cast.applicant).read(effects)


def test_who_sits_is_declared_objected_to_settled_and_drawn(organisation: Organisation, cast: Cast) -> None:
    case = case_in("verifying", organisation, cast)
    page = reverse("case_recusal", args=[case.pk])
    verifier, applicant, lead = Person(cast.verifier), Person(cast.applicant), Person(cast.leader)
    assert page in verifier.read(reverse("case", args=[case.pk]))
    assert verifier.press(page, "", ground=" ").status_code == 422
    assert verifier.press(page, "", ground="申请人是我的表弟。").status_code == 302
    assert applicant.press(page, "", person=str(cast.second_verifier.pk), ground="有过节。").status_code == 302
    declared, objected = case.recusals.order_by("pk")
    settle = [reverse("case_recusal_settle", args=[case.pk, one.pk]) for one in (declared, objected)]
    assert not applicant.offered(page, settle[1])
    assert lead.press(page, settle[1], upheld="no", reason="查无实据。").status_code == 302
    assert lead.press(page, settle[0], upheld="yes", reason="应当回避。").status_code == 302
    # Nobody else may verify here: the seat stays empty until somebody can be drawn.
    assert lead.press(page, settle[0], button="draw").status_code == 302
    assert case.seats.count() == 1
    third = User.objects.create(username="verifier3", name="Verifier3")
    Membership.objects.create(user=third, unit=organisation.county, role="verifier")
    assert lead.press(page, settle[0], button="draw").status_code == 302
    assert set(case.seats.values_list("user", flat=True)) == {cast.second_verifier.pk, third.pk}
    assert not lead.offered(page, settle[0])
    assert "查无实据。" in applicant.read(page)
    open_case = reverse("case", args=[case.pk])
    for step, state in (("suspended", "suspended"), ("kept_suspended", "suspended"), ("resumed", "verifying")):
        answer = lead.press(open_case, reverse("case_step", args=[case.pk, step]), reason="司法程序。")
        assert (answer.status_code, Case.objects.get().state) == (302, state)


def test_every_letter_is_seen_before_it_is_issued_and_nothing_of_it_stays(
    organisation: Organisation, cast: Cast
) -> None:
    """What is looked at says what was typed; afterwards the tables are as before."""
    case = case_in("submitted", organisation, cast)
    lead, intake, secretary = Person(cast.leader), Person(cast.intake), Person(cast.secretary)
    page = reverse("case", args=[case.pk])

    def seen(person: Person, target: str, *, state: str = "", **typed: str | list[str]) -> str:
        if state:
            Case.objects.filter(pk=case.pk).update(state=state)
        before = Case.objects.values().get(pk=case.pk), case.events.count(), case.letters.count()
        person.read(page)
        trail = AuditEntry.objects.count()
        words = _words(person.press(page, reverse("case_step", args=[case.pk, target]), button="preview", **typed))
        assert (Case.objects.values().get(pk=case.pk), case.events.count(), case.letters.count()) == before
        acts = AuditEntry.objects.order_by("number").values_list("act", flat=True)[trail:]
        assert list(acts) == ["case.open", "case.preview"]
        assert "预览：尚未制发，没有文号和校验码，不具有效力。" in words
        return words

    def offered(person: Person) -> int:
        return person.read(page).count('name="preview"')

    # Accepting, declining and asking for more; sending the outcome and ordering a correction; clearing the name.
    assert offered(intake) == 3
    assert "请补会议记录。" in seen(intake, "supplement", reason="请补会议记录。")
    decided = {"outcome": "waive", "reason": "六项条件均符合。", "authority": "decision", "decided_on": FILED_ON}
    Case.objects.filter(pk=case.pk).update(state="decided", **decided)
    assert offered(secretary) == 2
    others = reviewers(organisation)
    Case.objects.filter(pk=case.pk).update(state="review_requested", outcome="mitigate")
    services.appoint_reviewers(actor=cast.secretary, case=Case.objects.get(), reviewers=others, on=FILED_ON)
    complete(case, others, "waive")
    told = seen(Person(others[0]), "reviewed", outcome="waive", reason="新证据成立。")
    assert ("新证据成立。" in told, "原认定“减轻”变更为：免责" in told) == (True, True)
    cleared = {"words": "反映其收受礼品查无实据。", "scope": "meeting", "agreed": "on"}
    assert "会议澄清" in seen(lead, "clarified", state="final", **cleared)
