from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition
from search.registry import kind
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter
from tests.feedback.rows import problem, remedy


def test_an_edition_is_found_by_those_who_may_read_it(organisation: Organisation, cast: Cast) -> None:
    quarter(organisation)
    edition = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    editions = kind("edition")
    people = {
        name: getattr(cast, name) for name in ("leader", "superior", "secretary", "handler", "outsider", "system_admin")
    }
    draft = editions.build(str(edition.pk))
    assert draft is not None
    assert {name for name, user in people.items() if editions.audience(user) & draft.audience} == {
        "superior", "secretary",
    }  # fmt: skip
    release_edition(actor=cast.secretary, edition=edition)
    document = editions.build(str(edition.pk))
    assert document is not None
    assert document.title == "清源县 2026年第三季度 基层负担与容错纠错情况专报"
    assert "入户走访台账多头重复报送" in document.body
    finders = {name for name, user in people.items() if editions.audience(user) & document.audience}
    assert finders == {"leader", "superior", "secretary"}
    assert editions.audience(None) == frozenset()
    assert list(editions.keys()) == [str(edition.pk)]
    assert editions.link(str(edition.pk), cast.leader) == f"/work/digests/{edition.pk}/"


def test_a_replaced_revision_is_not_found(organisation: Organisation) -> None:
    first = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    release_edition(actor=None, edition=first)
    remedy(problem(organisation.county, state="promised"))
    second = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    assert kind("edition").build(str(first.pk)) is not None
    release_edition(actor=None, edition=second)
    assert kind("edition").build(str(first.pk)) is None
    assert kind("edition").build(str(second.pk)) is not None
    assert kind("edition").build("999999") is None
