import pytest

from accounts.models import Membership, Role, User
from feedback.models import Report
from search.registry import PUBLIC, Document, kind
from tests.cast import Cast, Organisation
from tests.feedback.rows import DAY, problem, remedy, report


def built(name: str, key: object) -> Document:
    document = kind(name).build(str(key))
    assert document is not None
    return document


def finds(user: User | None, document: Document) -> bool:
    return bool(document.audience & (kind(document.kind).audience(user) | {PUBLIC}))


def test_report_is_found_by_its_handlers_alone(organisation: Organisation, cast: Cast) -> None:
    row = report(organisation.county, "每月台账", task="走访台账", asked_by_unit=organisation.bureau)
    row.messages.create(position=1, text="又加了一列", on=row.released_on)
    document = built("report", row.pk)
    assert (document.title, document.on) == ("走访台账", row.released_on)
    thread = built("message", row.pk)
    assert (document.body, thread.title) == ("每月台账\n县民政局", "走访台账")
    assert (thread.body, thread.on, thread.filters["unit"]) == ("又加了一列", DAY, str(organisation.county.pk))
    for one in (document, thread):
        assert [finds(user, one) for user in (cast.handler, cast.outsider, cast.leader, None)] == [True] + [False] * 3
    Membership.objects.create(user=cast.handler, unit=organisation.bureau, role=Role.LEADER)
    assert [finds(cast.handler, one) for one in (document, thread)] == [False, False]
    assert finds(cast.handler, built("report", report(organisation.county).pk)) is True


def test_problem_is_found_in_reach_and_by_all_once_published(organisation: Organisation, cast: Cast) -> None:
    row = problem(organisation.town, state="promised", owner_unit=organisation.bureau)
    remedy(row, what="三表并一表。")
    document = built("problem", row.pk)
    assert "三表并一表。" in document.body
    assert [finds(user, document) for user in (cast.leader, cast.superior, cast.outsider, cast.system_admin, None)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    row.published = True
    row.save()
    assert finds(None, built("problem", row.pk)) is True


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("name", ["report", "message", "problem"])
def test_build_knows_what_is_gone(name: str) -> None:
    assert kind(name).build("00000000-0000-4000-8000-000000000000") is None


def test_links_lead_where_the_reader_may_go(organisation: Organisation, cast: Cast) -> None:
    row, words = problem(organisation.town, published=True), report(organisation.county)
    link = kind("problem").link
    assert link(str(row.pk), cast.leader) == f"/work/problems/{row.pk}/"
    assert link(str(row.pk), cast.outsider) == link(str(row.pk), None) == f"/problems/{row.pk}/"
    assert kind("report").link(str(words.pk), cast.handler) == f"/work/reports/{words.pk}/"
    assert set(kind("report").keys()) == {str(words.pk)}
    assert set(kind("problem").keys()) == {str(row.pk)}


def test_what_was_said_is_found_only_while_it_is_there(organisation: Organisation) -> None:
    silent, spoken = report(organisation.county), report(organisation.county)
    for position, text in enumerate(("又加了一列", "已请他们说明", "还没有回音"), start=1):
        spoken.messages.create(position=position, text=text, on=DAY)
    messages = kind("message")
    assert (set(messages.keys()), messages.build(str(silent.pk))) == ({str(spoken.pk)}, None)
    assert built("message", spoken.pk).body == "又加了一列\n已请他们说明\n还没有回音"
    Report.objects.filter(pk=spoken.pk).update(words="", withdrawn=True)
    assert (set(messages.keys()), messages.build(str(spoken.pk))) == (set(), None)
