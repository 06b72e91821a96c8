"""For every role and kind, a search gives exactly what the list pages show: as hits, counts, suggestions and likes."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Membership, Role, User
from digests import access as digest_access
from digests.instructing import give_instruction
from digests.items import items_of
from digests.models.instruction import WHOLE
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.search_index import section_keys
from digests.services import build_edition
from feedback import access as feedback_access
from feedback.models import Message, Problem, PublicAnswer, Report
from feedback.register.access import tasks_for
from search import services
from search.indexing import rebuild
from search.registry import kinds
from search.services import similar
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter
from tests.feedback.register.rows import task
from tests.feedback.rows import problem, report
from tests.tolerance.walk import case_in
from tolerance.access import visible_cases
from tolerance.lessons import visible_lessons
from tolerance.models import CriteriaSet, Criterion, Precedent

MARK = "犀牛登记"
Ids = set[tuple[str, str]]


@pytest.fixture
def people(organisation: Organisation, cast: Cast) -> dict[str, User | None]:
    """Everyone of the cast, the public, and somebody who is handler and stands under the one complained of."""
    torn = User.objects.create_user("torn", None, name="Torn")
    Membership.objects.create(user=torn, unit=organisation.county, role=Role.HANDLER)
    Membership.objects.create(user=torn, unit=organisation.bureau, role=Role.LEADER)
    return {**vars(cast), "torn": torn, "public": None}


@pytest.fixture
def rows(organisation: Organisation, cast: Cast, people: dict[str, User | None]) -> None:
    """Rows of every kind, each of which somebody may not see, and all with one word in common."""
    quarter(organisation)
    Problem.objects.update(statement=f"{MARK}要报三次。")
    for unit in (organisation.county, organisation.bureau, organisation.other_town):
        _talked(report(unit, f"{MARK}甲乙丙丁", task=MARK, asked_by=f"{unit.name}的科室"), f"{MARK}寅卯辰巳")
        task(unit, MARK)
        problem(unit, f"{MARK}不公开", published=False)
        problem(unit, f"{MARK}公开", published=True, owner_unit=organisation.bureau, state="assigned")
    _talked(report(organisation.county, f"{MARK}举报局里", asked_by_unit=organisation.bureau), f"{MARK}局长又来问")
    # Its message is there still, as if a withdrawal had forgotten it.
    _talked(report(organisation.county, "", withdrawn=True), f"{MARK}不该再有")
    for state in ("draft", "submitted", "decided"):
        told = {"facts": MARK, "reasoning": MARK, "lesson": MARK, "written_by": cast.leader, "written_on": BUILT}
        if state == "decided":
            told |= {"key": "2026-1", "agreed_on": BUILT, "checked_by": cast.superior, "published_on": BUILT}
        case = case_in(state, organisation, cast, title=f"{MARK}一案")
        Precedent.objects.create(case=case, title=f"{MARK}教训", **told)
    for scope in ("unit", "level"):
        case = case_in("submitted", organisation, cast, title=f"{MARK}一案", unit=organisation.bureau)
        told |= {"key": f"2026-{scope}", "scope": scope}
        Precedent.objects.create(case=case, title=f"{MARK}只给{scope}", **told)
    drafted = CriteriaSet.objects.create(version="next", title_zh=MARK, title_en="next")
    Criterion.objects.create(criteria_set=drafted, code="S99", position=1, kind="situation", zh=MARK, en="x", basis="x")
    first = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    release_edition(actor=None, edition=first)
    draft = build_edition(actor=None, unit=organisation.bureau, period=Quarter(2026, 3), on=BUILT)
    for edition, owner in ((first, organisation.bureau), (draft, organisation.bureau)):
        give_instruction(
            edition=edition, item=WHOLE, words=f"{MARK}要减", owner_unit=owner, actor=cast.superior,
            due_on=timezone.localdate() + timedelta(days=9),
        )  # fmt: skip
    fields = {"answer": f"{MARK}答", "category": "B03", "unit": organisation.county, "written_by": cast.handler}
    PublicAnswer.objects.create(
        question=f"{MARK}问", written_on=BUILT, published_by=cast.leader, published_on=BUILT, **fields
    )
    PublicAnswer.objects.create(question=f"{MARK}未发布", written_on=BUILT, **fields)
    assert rebuild()


def _talked(row: Report, text: str) -> None:
    row.messages.create(position=1, text=text, on=row.released_on)


def _listed(user: User | None) -> Ids:
    """Return what the list pages show this user."""
    shown: Ids = {("problem", str(row.pk)) for row in Problem.objects.published()}
    public = PublicAnswer.objects.exclude(published_on=None)
    shown |= {("answer", str(row.pk)) for row in public}
    shown |= {("criterion", f"{row.criteria_set.version}/{row.code}") for row in _criteria()}
    shown |= {("precedent", str(row.key)) for row in visible_lessons(user)}
    if user is None:
        return shown
    shown |= {("report", str(row.pk)) for row in feedback_access.reports_for(user).there()}
    threads = Message.objects.filter(report__in=feedback_access.reports_for(user).there())
    shown |= {("message", str(key)) for key in threads.values_list("report", flat=True)}
    shown |= {("problem", str(row.pk)) for row in feedback_access.problems_for(user)}
    shown |= {("case", str(row.pk)) for row in visible_cases(user)}
    with suppress(PermissionDenied):
        for edition in digest_access.latest_editions_for(user):
            shown |= {("edition", str(edition.pk)), *(("section", key) for key in section_keys(edition))}
    with suppress(PermissionDenied):
        shown |= {("task", str(row.pk)) for row in tasks_for(user)}
    with suppress(PermissionDenied):
        shown |= {("instruction", str(row.pk)) for row in digest_access.instructions_for(user)}
    return shown


def _criteria() -> Iterable[Criterion]:
    return Criterion.objects.filter(criteria_set__in=CriteriaSet.objects.public()).select_related("criteria_set")


def _found(text: str, user: User | None, **more: object) -> Ids:
    found: Ids = set()
    for number in range(1, 26):
        page = services.search(text, user=user, page=number, **more)  # type: ignore[arg-type]
        found |= {(hit.kind, hit.key) for hit in page.best}
        if not page.more:
            break
    return found


@pytest.mark.usefixtures("rows")
def test_search_finds_exactly_what_the_lists_show(people: dict[str, User | None]) -> None:
    everyday = "since:2000-01-01"
    assert {kind.name for kind in kinds()} == {kind for user in people.values() for kind, _key in _listed(user)}
    for name, user in people.items():
        assert (name, _found(everyday, user)) == (name, _listed(user))


@pytest.mark.usefixtures("rows")
def test_words_labels_and_counts_are_of_what_the_lists_show(people: dict[str, User | None]) -> None:
    for name, user in people.items():
        listed = _listed(user)
        page = services.search(MARK, user=user, counts=True)
        assert (name, {(hit.kind, hit.key) for hit in page.hits} - listed) == (name, set())
        counted = {value.value: value.count for value in page.facets.get("kind", [])}
        found = _found(MARK, user)
        for kind, count in counted.items():
            assert count in (None, len([one for one in found if one[0] == kind]))
        offices = {value.label for value in page.facets.get("department", [])}
        seen = Report.objects.filter(pk__in=[key for kind, key in listed if kind == "report"])
        allowed = {row.asked_by_unit.name if row.asked_by_unit else row.asked_by for row in seen}
        allowed |= {"县民政局"} if any(kind == "task" for kind, _key in listed) else set()
        assert offices <= allowed


@pytest.mark.usefixtures("rows")
def test_similar_and_suggested_are_of_what_the_lists_show(people: dict[str, User | None]) -> None:
    for name, user in people.items():
        listed = _listed(user)
        alike = similar(f"{MARK}甲乙丙丁", title=MARK, user=user, limit=50)
        assert (name, {(one.kind, one.key) for one in alike} - listed) == (name, set())
        has = any(kind == "report" for kind, _key in listed)
        for slip in ("甲乙丙弟", "寅卯辰四"):
            assert (name, bool(services.search(slip, user=user).suggestion)) == (name, has)


def test_items_of_an_edition_are_sections(organisation: Organisation) -> None:
    quarter(organisation)
    edition = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    assert len(section_keys(edition)) == len(items_of(edition.figures)) - 1
