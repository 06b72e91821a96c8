"""Whom a lesson reaches: every scope for every role at every unit, wherever lessons are shown or counted."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role, Unit, User
from digests.bulletin import facts
from digests.casework import lessons as digest_lessons
from search.registry import kind
from search.services import drain, mark, search
from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance.lessons import visible_lessons
from tolerance.models import Case, Precedent
from tolerance.precedents import like_cases, like_lessons
from tolerance.scopes import holds, peers
from tolerance.selectors import published_lessons

TITLE = "容缺受理后核对不符"
# Where the readers of each scope work, for a matter of the town: the village office is below it.
REACH = {
    "unit": {"柳塘镇", "柳塘镇水利站"},
    "level": {"县民政局", "柳塘镇", "柳塘镇水利站", "沙田镇"},
    "public": {"清源县", "县民政局", "柳塘镇", "柳塘镇水利站", "沙田镇"},
}


@pytest.fixture
def told(organisation: Organisation, cast: Cast, settings: Any, tmp_path: Path) -> dict[str, Precedent]:
    """One published lesson of each scope, all of the same words and from the town."""
    settings.SEARCH_DIR = tmp_path / "index"  # what other tests have indexed would be counted
    found: dict[str, Precedent] = {}
    case = case_in("notified", organisation, cast)
    for scope in REACH:
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy.number, copy.state = uuid4(), f"RC2026-10{len(found)}", "published"
        copy.save(force_insert=True)
        found[scope] = Precedent.objects.create(
            case=copy, key=f"2026-{scope}", title=TITLE, facts="急需押金，先行发放救助。",
            reasoning="均符合。", lesson="先救急也要留底。", scope=scope, written_by=cast.leader, written_on=FILED_ON,
            agreed_on=FILED_ON, checked_by=cast.superior, published_on=timezone.localdate(),
        )  # fmt: skip
        mark("precedent", f"2026-{scope}")
    drain()
    return found


def _staff(username: str, unit: Unit, role: str, **fields: Any) -> User:
    user = User.objects.create_user(username, **fields)
    Membership.objects.create(user=user, unit=unit, role=role)
    return user


def _scopes(found: object) -> set[str]:
    return {str(key).removeprefix("2026-") for key in found if key}  # type: ignore[attr-defined]


def test_a_scope_reaches_its_units_whatever_the_role(told: dict[str, Precedent], organisation: Organisation) -> None:
    assert len(told) == 3
    for unit in vars(organisation).values():
        expected = {scope for scope, units in REACH.items() if unit.name in units}
        for role in Role.values:
            reader = _staff(f"{role}.{unit.pk}", unit, role)
            assert (unit.name, role, _scopes(visible_lessons(reader).values_list("key", flat=True))) == (
                unit.name, role, expected,
            )  # fmt: skip
    town = organisation.town
    nobody = (
        None,
        User.objects.create_user("nowhere"),
        _staff("gone", town, "leader", is_active=False),
        *(User.objects.create_user(f"{admin}.admin", admin_role=admin) for admin in ("system", "security", "audit")),
    )
    assert [_scopes(visible_lessons(one).values_list("key", flat=True)) for one in nobody] == [{"public"}] * 6


def test_no_page_search_count_letter_or_digest_shows_more(
    told: dict[str, Precedent], organisation: Organisation
) -> None:
    today, since = timezone.localdate(), date(2026, 1, 1)
    assert _scopes(one.key for one in published_lessons(since, today)) == {"public"}
    rows = digest_lessons(since, today)
    assert (_scopes(row["key"] for row in rows["rows"]), rows["more"]) == ({"public"}, 0)
    assert _scopes(row["key"] for row in facts(today)["lessons"]) == {"public"}
    assert {scope: kind("precedent").build(one.key or "").audience for scope, one in told.items()} == {  # type: ignore[union-attr]
        "unit": {f"lesson-unit:{organisation.town.pk}"}, "level": {f"lesson-level:{organisation.town.pk}"},
        "public": {"public"},
    }  # fmt: skip
    _shows_exactly(None, {"public"})
    for unit in vars(organisation).values():
        expected = {scope for scope, units in REACH.items() if unit.name in units}
        _shows_exactly(_staff(f"reader.{unit.pk}", unit, "handler"), expected)


def _shows_exactly(reader: User | None, expected: set[str]) -> None:
    client = Client()
    if reader:
        client.force_login(reader)
        page = client.get(reverse("work_lessons")).content.decode()
        assert {scope for scope in REACH if f"/2026-{scope}/" in page} == expected
        assert {
            one for one in REACH if client.get(reverse("work_lesson", args=[f"2026-{one}"])).status_code == 200
        } == expected
    # Whoever is signed in is a stranger on the public pages.
    page = client.get(reverse("precedents")).content.decode()
    assert {scope for scope in REACH if f"/2026-{scope}/" in page} == {"public"}
    assert {one for one in REACH if client.get(reverse("precedent", args=[f"2026-{one}"])).status_code == 200} == {
        "public"
    }
    found = search(TITLE, user=reader, kinds=["precedent"], counts=True)
    assert _scopes(hit.key for hit in found.hits) == expected
    assert [(value.value, value.count) for value in found.facets["kind"]] == [("precedent", len(expected))]
    assert all(client.get(hit.link).status_code == 200 for hit in found.hits)
    open_case = Case.objects.get(state="notified")
    if reader:
        likes = {one.precedent.key for one in like_cases(reader, open_case) if one.precedent}
        assert _scopes(likes) == expected
    assert _scopes(one.key for one in like_lessons(open_case)) == {"public"}


def test_a_scope_holds_for_five_staff_and_what_is_unknown_counts_as_none(organisation: Organisation) -> None:
    town, village, county = organisation.town, organisation.village, organisation.county
    assert [peers(scope, town.pk) for scope in ("unit", "level", "public")] == [80, 60 + 80 + 70, 900]
    for staff, holding in ((0, False), (4, False), (5, True)):
        Unit.objects.filter(pk=village.pk).update(staff_count=staff)
        # It is alone at its level; all together are always many enough.
        assert [holds(scope, village.pk) for scope in ("none", "unit", "level", "public")] == [
            True, holding, holding, True,
        ]  # fmt: skip
    Unit.objects.update(staff_count=0)
    assert [holds(scope, county.pk) for scope in ("none", "unit", "level", "public")] == [True, False, False, False]
    # Three at each of two sides are many enough together, and each alone is not.
    Unit.objects.filter(pk__in=[town.pk, organisation.bureau.pk]).update(staff_count=3)
    assert [holds(scope, town.pk) for scope in ("unit", "level", "public")] == [False, True, True]


def test_what_was_published_is_gone_where_too_few_are_left(
    told: dict[str, Precedent], organisation: Organisation
) -> None:
    reader = _staff("reader", organisation.village, "handler")
    assert _scopes(visible_lessons(reader).values_list("key", flat=True)) == set(told)
    Unit.objects.filter(pk=organisation.town.pk).update(staff_count=4)
    assert _scopes(visible_lessons(reader).values_list("key", flat=True)) == {"level", "public"}
    assert _scopes(hit.key for hit in search(TITLE, user=reader, kinds=["precedent"]).hits) == {"level", "public"}
    # A unit that moves takes its lessons with it: the office no longer stands under the town.
    Unit.objects.filter(pk=organisation.village.pk).update(parent=organisation.county)
    Unit.objects.filter(pk=organisation.town.pk).update(staff_count=80)
    assert _scopes(visible_lessons(reader).values_list("key", flat=True)) == {"level", "public"}
