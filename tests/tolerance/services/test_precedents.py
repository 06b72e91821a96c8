"""Lessons: nobody can be recognised, two leads and the person agree, everybody can read; like cases stand beside."""

import re
from dataclasses import asdict, replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership, Unit, User
from search.registry import kind
from search.services import drain
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance import services
from tolerance.deidentifying import REMOVED, UNKNOWN, Part, known_names, left_in, parts, suggested
from tolerance.forms.precedent import LessonForm
from tolerance.models import Case, Precedent
from tolerance.models.case import Counter
from tolerance.precedents import contrasts
from tolerance.services.precedents import Lesson, mark_of
from tolerance.terms import OUTCOMES_ZH

LESSON = Lesson("容缺受理后核对不符", "〔隐去〕先行发放救助，数额〔不详〕。", "六项条件均符合。", "先救急也要留底。")


@pytest.fixture
def second_lead(organisation: Organisation) -> User:
    user = User.objects.create_user("leader2", name="Leader2")
    Membership.objects.create(user=user, unit=organisation.county, role="leader")
    return user


def test_a_lesson_needs_a_writer_the_person_and_another_lead(
    organisation: Organisation, cast: Cast, second_lead: User
) -> None:
    case = case_in("final", organisation, cast)
    for actor in (cast.secretary, cast.applicant, cast.audit_admin):
        with pytest.raises(PermissionDenied):
            services.write_precedent(actor=actor, case=case, lesson=LESSON)
    told = services.write_precedent(actor=cast.leader, case=case, lesson=LESSON)
    with pytest.raises(services.RefusedError):
        services.publish_precedent(actor=second_lead, case=case)
    with pytest.raises(PermissionDenied):
        services.agree_to_precedent(actor=cast.leader, precedent=told)
    services.agree_to_precedent(actor=cast.applicant, precedent=told)
    with pytest.raises(services.RefusedError):
        services.publish_precedent(actor=cast.leader, case=case)
    assert kind("precedent").build("2026-1") is None
    services.publish_precedent(actor=second_lead, case=case, on=case.state_on)
    told.refresh_from_db()
    assert (told.key, told.checked_by, Case.objects.get(pk=case.pk).state) == ("2026-1", second_lead, "published")
    document = kind("precedent").build("2026-1")
    assert document
    assert document.audience == {"public"}
    for changes in ({"checked_by": cast.leader}, {"agreed_on": None}, {"key": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Precedent.objects.update(**changes)


def test_rewriting_asks_the_person_anew(organisation: Organisation, cast: Cast) -> None:
    case = case_in("final", organisation, cast)
    read = services.write_precedent(actor=cast.leader, case=case, lesson=LESSON)
    services.agree_to_precedent(actor=cast.applicant, precedent=read)
    new = Lesson(LESSON.title, LESSON.facts + "又记。", LESSON.reasoning, LESSON.lesson)
    assert services.write_precedent(actor=cast.leader, case=case, lesson=new).agreed_on is None
    with pytest.raises(services.RefusedError):
        services.agree_to_precedent(actor=cast.applicant, precedent=read)


def test_what_could_tell_who_it_is_about_is_refused(organisation: Organisation, cast: Cast) -> None:
    case = case_in("final", organisation, cast)
    told = ("柳塘镇的一件事", "清源县", "找到Applicant", "2026年1月14日", "一月十四日", "RC2026-0001", "13900001234")
    for words in told:
        lesson = replace(LESSON, facts=f"当时{words}。")
        with pytest.raises(services.RefusedError):
            services.write_precedent(actor=cast.leader, case=case, lesson=lesson)
        assert (words, left_in(case, suggested(case, lesson.facts))) == (words, [])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("柳塘镇清源县2026年1月14日Aplicnt。 0-RC"), max_size=60))
def test_what_is_suggested_never_names_what_is_known(text: str, organisation: Organisation) -> None:
    with transaction.atomic():
        case = Case(
            unit=organisation.town, applicant_name="柳县年", concerned="清月日", accountability_number="0-RC",
            number="RC2026-0001", state_on="2026-01-01",
        )  # fmt: skip
        assert {"柳县年", "清月日", "0-RC"} < set(known_names(case))
        assert not any(name in suggested(case, text) for name in known_names(case))
        transaction.set_rollback(True)


def test_removed_and_unknown_are_told_apart() -> None:
    assert parts(f"给{REMOVED}发了{UNKNOWN}元") == [
        Part("给"), Part(REMOVED, "removed"), Part("发了"), Part(UNKNOWN, "unknown"), Part("元"),
    ]  # fmt: skip


def test_everybody_reads_and_searches_published_lessons_alone(
    organisation: Organisation, cast: Cast, second_lead: User, reporter: Client
) -> None:
    case = case_in("final", organisation, cast)
    told = services.write_precedent(actor=cast.leader, case=case, lesson=LESSON)
    assert "容缺" not in reporter.get("/precedents/").content.decode()
    services.agree_to_precedent(actor=cast.applicant, precedent=told)
    services.publish_precedent(actor=second_lead, case=case, on=case.state_on)
    for query, found in (
        ("", True),
        ("?q=留底", True),
        ("?q=河道", False),
        ("?outcome=waive", True),
        ("?outcome=x", True),
    ):
        assert ("容缺受理" in reporter.get(f"/precedents/{query}").content.decode()) == found, query
    drain()
    # It stands in the letter of the next case that is like it, and not in that of its own.
    like = case_in("decided", organisation, cast)
    data = services.notify(actor=cast.secretary, case=like, on=FILED_ON).data
    assert data["lessons"] == [{"key": "2026-1", "title": LESSON.title, "outcome": OUTCOMES_ZH["waive"]}]
    assert "第2026-1号“容缺受理后核对不符”，免责" in render_to_string("tolerance/letter.html", {"letter": data})
    page = reporter.get("/precedents/2026-1/")
    words = page.content.decode()
    assert not page.cookies
    assert (REMOVED in words, UNKNOWN in words, "Applicant" in words, "柳塘镇" in words) == (False,) * 4


def test_like_cases_that_end_differently_are_shown_to_their_lead(organisation: Organisation, cast: Cast) -> None:
    cases = [case_in("notified", organisation, cast) for _number in range(2)]
    assert contrasts(cast.leader) == []
    Case.objects.filter(pk=cases[1].pk).update(outcome="lighten")
    [found] = contrasts(cast.leader)
    assert (found.situations, found.against, [len(ones) for _name, ones in found.outcomes]) == (("S07",), (), [1, 1])
    assert contrasts(cast.outsider) == []


def test_a_scope_needs_five_staff_when_it_is_written_and_when_it_is_published(
    organisation: Organisation, cast: Cast, second_lead: User
) -> None:
    case = case_in("final", organisation, cast)
    Unit.objects.filter(pk=organisation.town.pk).update(staff_count=4)
    narrow = replace(LESSON, scope="unit")
    for scope in ("unit", "nobody knows"):
        with pytest.raises(services.RefusedError):
            services.write_precedent(actor=cast.leader, case=case, lesson=replace(LESSON, scope=scope))
    form = LessonForm(asdict(narrow), case=case)
    assert (form.is_valid(), list(form.errors)) == (False, ["scope"])
    Unit.objects.filter(pk=organisation.town.pk).update(staff_count=5)
    told = services.write_precedent(actor=cast.leader, case=case, lesson=LESSON)
    read = mark_of(told)
    # It is asked again of the person whether others than before may read it.
    told = services.write_precedent(actor=cast.leader, case=case, lesson=narrow)
    with pytest.raises(services.RefusedError):
        services.agree_to_precedent(actor=cast.applicant, precedent=told, read=read)
    services.agree_to_precedent(actor=cast.applicant, precedent=told)
    Unit.objects.filter(pk=organisation.town.pk).update(staff_count=0)
    with pytest.raises(services.RefusedError):
        services.publish_precedent(actor=second_lead, case=case, on=case.state_on)
    assert Case.objects.get(pk=case.pk).state == "final"
    Unit.objects.filter(pk=organisation.town.pk).update(staff_count=5)
    published = services.publish_precedent(actor=second_lead, case=case, on=case.state_on)
    # No number is used up: what the public sees of numbers has no gap.
    assert (re.fullmatch(r"2026-[0-9a-f]{10}", published.key or "") is not None, Counter.objects.filter(
        series="LJ"
    ).count()) == (True, 0)  # fmt: skip


def test_a_lesson_for_nobody_else_stays_with_the_case(
    organisation: Organisation, cast: Cast, second_lead: User
) -> None:
    case = case_in("final", organisation, cast)
    Unit.objects.update(staff_count=0)
    told = services.write_precedent(actor=cast.leader, case=case, lesson=replace(LESSON, scope="none"))
    services.agree_to_precedent(actor=cast.applicant, precedent=told)
    with pytest.raises(services.RefusedError):
        services.publish_precedent(actor=second_lead, case=case, on=case.state_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        Precedent.objects.update(published_on=FILED_ON, key="2026-9", checked_by=second_lead)
    services.close_case(actor=cast.secretary, case=case, on=case.state_on)
    assert Case.objects.get(pk=case.pk).state == "closed"
