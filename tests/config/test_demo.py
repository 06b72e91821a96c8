"""The demo: complete, believable, loaded once, and open to every login it lists."""

from collections import Counter
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from pypdf import PdfReader

from accounts import services
from accounts.audit import first_broken
from accounts.models import AdminRole, Membership, Role, Unit, User
from config.demo.loader import load_demo
from config.demo.people import demo_logins, load_administrators
from digests.models import Edition
from feedback.anonymity import offered_own_units
from feedback.models import PooledEntry, Problem, ProblemEvent, PublicAnswer, Remedy, Report, Result, Rise, Supervision
from feedback.services.rising import raise_late
from tests.tolerance.walk import find
from tolerance.bodies import REVIEW
from tolerance.judging import missing_from
from tolerance.models import Case
from tolerance.recusal import eligible
from tolerance.services import RefusedError, cast_vote, decide_review


class DemoTests(TestCase):
    """All tests look at one loaded demo, since loading takes seconds."""

    @classmethod
    def setUpTestData(cls) -> None:
        assert load_demo() is True

    def test_county_has_twelve_units_below_it_and_one_too_small_to_name(self) -> None:
        county = Unit.objects.get(parent=None)
        assert (county.name, county.children.count(), Unit.objects.count()) == ("清源县", 12, 13)
        assert set(Unit.objects.all()) - set(offered_own_units()) == {Unit.objects.get(name="县政务数据中心")}

    def test_every_role_has_an_account(self) -> None:
        assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)
        assert set(User.objects.exclude(admin_role="").values_list("admin_role", flat=True)) == set(AdminRole.values)

    def test_every_listed_login_opens_the_workplace(self) -> None:
        logins = demo_logins()
        assert {login.username for login in logins} == set(User.objects.values_list("username", flat=True))
        for login in logins:
            client = Client()
            client.post(reverse("account_login"), {"login": login.username, "password": login.password})
            assert client.get("/work/").status_code == 200

    def test_reports_spread_over_four_quarters_and_the_current_one(self) -> None:
        days = Report.objects.values_list("released_on", flat=True)
        quarters = Counter(f"{on.year}Q{(on.month + 2) // 3}" for on in days)
        assert quarters == {"2025Q4": 29, "2026Q1": 37, "2026Q2": 42, "2026Q3": 106, "2026Q4": 8}
        assert PooledEntry.objects.count() == 0

    def test_answers_are_public_and_one_waits_for_a_second_person(self) -> None:
        assert PublicAnswer.objects.filter(published_on__isnull=False).count() == 3
        assert list(PublicAnswer.objects.filter(published_on=None).values_list("written_by__username", flat=True)) == [
            "handler"
        ]
        page = Client().get(reverse("answers")).content.decode()
        assert "工作群里的通知，一定要逐条回复“收到”吗？" in page

    def test_what_others_can_take_over_is_listed_and_handed_out(self) -> None:
        page = Client().get(reverse("results_public")).content.decode()
        assert [row.title in page for row in Result.objects.all()] == [True, True]
        first = Result.objects.earliest("pk")
        handed = Client().get(reverse("result_public", args=[first.pk]))
        assert handed.headers["Content-Type"] == "application/pdf"
        words = PdfReader(BytesIO(handed.content)).pages[0].extract_text()
        assert ("地块编号" in words, "<" in words) == (True, False)

    def test_problems_stand_in_every_state(self) -> None:
        states = Counter(Problem.objects.values_list("state", flat=True))
        assert states == {
            "open": 1, "assigned": 1, "promised": 5, "implemented": 1, "confirmed": 1, "reopened": 1, "watched": 1,
            "rebounded": 1, "settled": 2, "kept": 1,
        }  # fmt: skip
        assert not [problem.title for problem in Problem.objects.all() if problem.reports.count() < 3]

    def test_some_remedies_are_late(self) -> None:
        late = Remedy.objects.filter(implemented_on=None, due_on__lt=date(2026, 11, 1))
        assert set(late.values_list("problem__title", flat=True)) == {"校园周边各查各的", "慰问一次，照片上百"}

    def test_one_of_them_rises_and_is_supervised(self) -> None:
        assert raise_late(today=date(2026, 11, 2)) == 1
        assert Rise.objects.get().problem == Supervision.objects.get().problem

    def test_histories_run_forward_and_lie_in_the_past(self) -> None:
        for problem in Problem.objects.all():
            days = [event.on for event in problem.events.order_by("pk")]
            assert days == sorted(days), problem.title
        assert ProblemEvent.objects.filter(on__gt=date(2026, 10, 31)).count() == 0

    def test_reports_still_wait_for_the_handler(self) -> None:
        assert Report.objects.filter(state="released", receiving_unit__name="清源县").count() > 20
        assert Report.objects.filter(state="declined").count() == 3

    def test_cases_stand_in_many_states_with_all_outcomes(self) -> None:
        assert Counter(Case.objects.values_list("state", flat=True)) == {
            "closed": 1, "final": 1, "published": 2, "review_requested": 1, "notified": 1, "deliberating": 1,
            "verifying": 1, "accepted": 1, "submitted": 1, "not_accepted": 1, "withdrawn": 1,
        }  # fmt: skip
        outcomes = set(Case.objects.exclude(outcome="").values_list("outcome", flat=True))
        assert outcomes == set(Case.Outcome.values)

    def test_a_review_waits_for_the_last_of_three_others(self) -> None:
        case = Case.objects.get(state="review_requested")
        waits = missing_from(case, REVIEW)
        assert [one.username for one in waits] == ["reviewer"]
        # Should one of them be recused, there is another to be drawn.
        assert eligible(case, "case.decide").count() == 1
        find(case, *waits)
        with pytest.raises(RefusedError):
            cast_vote(actor=waits[0], case=case, outcome="not_tolerated")
        cast_vote(actor=waits[0], case=case, outcome="waive")
        decide_review(actor=waits[0], case=case, outcome="waive", reason="值班记录属实。")
        assert (case.state, case.first_outcome, case.outcome) == ("reviewed", "lighten", "waive")

    def test_digest_of_the_last_quarter_is_ordered_with_real_figures(self) -> None:
        edition = Edition.objects.get()
        assert (edition.unit.name, edition.period, edition.revision) == ("清源县", "2026Q3", 1)
        counts = [
            problem.reports.filter(released_on__range=(edition.start, edition.end)).count()
            for problem in Problem.objects.all()
        ]
        assert sorted(counts)[-3:] == [20, 21, 21]  # enough to be shown one by one
        assert set(edition.renderings.values_list("language", flat=True)) >= {"zh-hans"}

    def test_trail_is_whole(self) -> None:
        assert first_broken() is None

    def test_loading_again_changes_nothing(self) -> None:
        out = StringIO()
        call_command("load_demo", stdout=out)
        assert out.getvalue() == "There is an organisation already: nothing was loaded.\n"
        assert (Unit.objects.count(), Report.objects.count()) == (13, 222)


@pytest.mark.django_db
def test_first_administrator_with_a_chosen_password_keeps_it() -> None:
    made = services.create_first_administrator()
    assert made is not None
    services.change_password(user=made[0], password="chosen-long-ago")
    load_administrators()
    assert User.objects.get(admin_role=AdminRole.SYSTEM).check_password("chosen-long-ago")


@pytest.mark.django_db(transaction=True)
def test_demo_takes_the_place_of_a_top_unit_that_nobody_has_used() -> None:
    call_command("seed", stdout=StringIO())
    assert load_demo()
    assert not Unit.objects.filter(name=services.FIRST_UNIT).exists()


@pytest.mark.django_db
def test_demo_leaves_a_used_top_unit_alone() -> None:
    call_command("seed", stdout=StringIO())
    PooledEntry.objects.create(
        kind="report", receipt_digest="0" * 64, once="0" * 64, sealed=b"", release_by=date(2026, 1, 1)
    )
    assert not load_demo()
    assert [unit.name for unit in Unit.objects.all()] == [services.FIRST_UNIT]
