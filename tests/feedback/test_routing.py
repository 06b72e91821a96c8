"""Where a burden should go: never to whom it must not, over random trees, and with its reason in words."""

from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from feedback import access
from feedback.models import Problem
from feedback.routing import Facts, Path, Reason, Route, route, suggest_owner
from tests.conftest import Cast, Organisation
from tests.feedback.rows import problem, report

# A county (0) with a bureau (1) and two towns (2, 3), a village (4) below the first town.
COUNTY: dict[int, Path] = {0: (0,), 1: (0, 1), 2: (0, 2), 3: (0, 3), 4: (0, 2, 4)}


@st.composite
def trees(draw: st.DrawFn) -> dict[int, Path]:
    paths: dict[int, Path] = {0: (0,)}
    for unit in range(1, draw(st.integers(1, 12))):
        paths[unit] = (*paths[draw(st.integers(0, unit - 1))], unit)
    return paths


@st.composite
def cases(draw: st.DrawFn) -> tuple[Facts, dict[int, Path]]:
    paths = draw(trees())
    unit = st.sampled_from(sorted(paths))
    demander = draw(st.none() | unit)
    facts = Facts(
        home=draw(unit), demander=demander, complained=demander if draw(st.booleans()) else draw(st.none() | unit),
        own=frozenset(draw(st.sets(unit, max_size=4))), home_made=draw(st.booleans()),
    )  # fmt: skip
    return facts, paths


def test_who_demands_is_never_asked_but_the_unit_above() -> None:
    assert route(Facts(home=2, demander=1, complained=1), COUNTY) == Route(0, Reason.DEMANDER, passed_over=False)
    assert route(Facts(home=2, demander=0, complained=0), COUNTY) is None


def test_the_lowest_unit_above_all_burdened_ones() -> None:
    assert route(Facts(home=2, own=frozenset({2, 3})), COUNTY) == Route(0, Reason.COMMON, passed_over=False)
    # The village and its town: the lowest common unit is the town, which a reporter named as the own.
    assert route(Facts(home=4, own=frozenset({2, 4})), COUNTY) == Route(0, Reason.COMMON, passed_over=True)


def test_home_made_burdens_stay_and_others_go_up() -> None:
    assert route(Facts(home=4, home_made=True), COUNTY) == Route(4, Reason.HOME, passed_over=False)
    assert route(Facts(home=4), COUNTY) == Route(2, Reason.ABOVE, passed_over=False)
    assert route(Facts(home=0), COUNTY) == Route(0, Reason.ABOVE, passed_over=False)


def test_a_handler_in_the_chain_complained_of_sends_it_to_the_parent() -> None:
    found = route(Facts(home=4, complained=2, home_made=True), COUNTY)
    assert found == Route(0, Reason.HOME, passed_over=True)


@given(cases())
def test_never_to_whom_it_must_not_go(case: tuple[Facts, dict[int, Path]]) -> None:
    facts, paths = case
    found = route(facts, paths)
    if found is None:
        return
    line = paths[found.unit]
    assert facts.complained not in line
    assert not {unit for unit in facts.own if unit != 0} & set(line)
    assert found.unit != facts.demander


@given(cases())
def test_where_nobody_is_barred_somebody_is_found_on_the_line(case: tuple[Facts, dict[int, Path]]) -> None:
    facts, paths = case
    if facts.complained is None and facts.demander is None:
        found = route(facts, paths)
        assert found
        if len(facts.own) > 1:
            assert all(found.unit in paths[unit] for unit in facts.own)
        else:
            assert found.unit in paths[facts.home]


def _suggested(user: User, row: Problem) -> tuple[str, str] | None:
    units = {unit.pk for unit in access.owners_for(user, row)}
    found = suggest_owner(user, row, units)
    return (found.unit.name, found.words) if found else None


def test_a_department_named_in_words_counts_as_the_demander(cast: Cast, organisation: Organisation) -> None:
    row = problem(organisation.town, asked_by="县民政局救助股")
    assert _suggested(cast.leader, row) == ("清源县", "该事项由县民政局提出；清源县是其上级，有权取消。")


def test_where_reporters_work_is_told_to_who_reads_the_reports_alone(cast: Cast, organisation: Organisation) -> None:
    row = problem(organisation.county, category="B14")
    for own in (organisation.town, organisation.other_town):
        report(organisation.county, state="triaged", problem=row, own_unit=own)
    read, unread = _suggested(cast.handler, row), _suggested(cast.leader, row)
    assert read
    assert unread
    assert "涉及多个单位" in read[1]
    assert "涉及多个单位" not in unread[1]


def test_the_page_suggests_and_a_person_decides(cast: Cast, organisation: Organisation) -> None:
    row, client = problem(organisation.town, asked_by_unit=organisation.bureau), Client()
    client.force_login(cast.leader)
    page = client.get(reverse("problem_detail", args=[row.pk])).content.decode()
    assert "建议：清源县" in page
    assert f'<option value="{organisation.county.pk}" selected>' in page
    row.refresh_from_db()
    assert (row.state, row.owner_unit) == ("open", None)
