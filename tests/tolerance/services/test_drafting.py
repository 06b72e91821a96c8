"""Drafts of criteria: copied, changed, published by somebody else, archived; a published version stays as it is."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError, connection, transaction

from accounts.models import AuditEntry, User
from search.models import DirtyMark
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tolerance import services
from tolerance.criteria_document import fingerprint
from tolerance.models import CriteriaSet, Criterion
from tolerance.services import RefusedError, Wording
from tolerance.workflow import OvertakenError

DAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
NEW = Wording("在乡村建设中先干后补手续出现失误", "Error from building first and papers later", "本县2026年规定", False)  # noqa: FBT003
WHO = ("handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
       "applicant", "issuer", "system_admin", "security_admin", "audit_admin")  # fmt: skip


@pytest.fixture
def draft(cast: Cast) -> CriteriaSet:
    services.load_published_criteria()
    return services.begin_draft(actor=cast.secretary, version="2026-2", title_zh="第二版", title_en="Second version")


def _publish(draft: CriteriaSet, actor: User, effective_on: date = LATER) -> CriteriaSet:
    return services.publish_draft(
        actor=actor, draft=draft, effective_on=effective_on, seen=fingerprint(draft), on=DAY
    )  # fmt: skip


def _codes(criteria: CriteriaSet, kind: str) -> list[str]:
    return list(criteria.criteria.filter(kind=kind).values_list("code", flat=True))


def test_draft_is_a_copy_of_the_version_in_force(draft: CriteriaSet) -> None:
    fields = ("code", "kind", "zh", "en", "basis", "verified", "position")
    source = CriteriaSet.objects.get(version="2026-1")
    assert list(draft.criteria.values(*fields)) == list(source.criteria.values(*fields))
    assert CriteriaSet.objects.in_force(DAY) == source


@pytest.mark.parametrize("version", ["2026-1", "2026-2", "check", "compare", "new"])
def test_versions_have_names_of_their_own(version: str, draft: CriteriaSet, cast: Cast) -> None:
    with pytest.raises(RefusedError):
        services.begin_draft(actor=cast.secretary, version=version, title_zh="甲", title_en="a")
    assert CriteriaSet.objects.count() == 2


def test_lines_are_added_changed_moved_and_removed(draft: CriteriaSet, cast: Cast) -> None:
    actor = cast.secretary
    added = services.add_criterion(actor=actor, draft=draft, kind="situation", wording=NEW)
    assert (added.code, _codes(draft, "situation")[-1]) == ("S11", "S11")
    services.revise_criterion(actor=actor, draft=draft, code="R01", wording=NEW)
    assert draft.criteria.get(code="R01").zh == NEW.zh
    services.move_criterion(actor=actor, draft=draft, code="S11", by=-1)
    services.move_criterion(actor=actor, draft=draft, code="S01", by=-1)
    assert _codes(draft, "situation")[-2:] == ["S11", "S10"]
    assert _codes(draft, "situation")[0] == "S01"
    services.remove_criterion(actor=actor, draft=draft, code="S11")
    services.remove_criterion(actor=actor, draft=draft, code="S11")
    assert "S11" not in _codes(draft, "situation")
    with pytest.raises(RefusedError):
        services.revise_criterion(actor=actor, draft=draft, code="S11", wording=NEW)
    # What the version in force has comes back as it is there, under its own code; what only the draft had does not.
    services.remove_criterion(actor=actor, draft=draft, code="S02")
    for _time in range(2):
        services.restore_criterion(actor=actor, draft=draft, code="S02")
    old = CriteriaSet.objects.get(version="2026-1").criteria.get(code="S02")
    assert (_codes(draft, "situation")[-1], draft.criteria.get(code="S02").basis) == ("S02", old.basis)
    with pytest.raises(RefusedError):
        services.restore_criterion(actor=actor, draft=draft, code="S11")
    acts = list(AuditEntry.objects.filter(subject="criteria:2026-2").order_by("number").values_list("act", flat=True))
    assert acts == [f"criteria.{name}" for name in (
        "drafted", "line_added", "line_changed", "line_moved", "line_removed", "line_removed", "line_restored",
    )]  # fmt: skip


def test_a_code_that_was_published_once_is_not_given_again(draft: CriteriaSet, cast: Cast) -> None:
    services.add_criterion(actor=cast.secretary, draft=draft, kind="situation", wording=NEW)
    _publish(draft, cast.leader)
    third = services.begin_draft(actor=cast.secretary, version="2026-3", title_zh="第三版", title_en="Third")
    assert services.add_criterion(actor=cast.secretary, draft=third, kind="situation", wording=NEW).code == "S12"


def test_published_version_takes_effect_on_its_day_and_is_marked_for_search(draft: CriteriaSet, cast: Cast) -> None:
    DirtyMark.objects.all().delete()
    published = _publish(draft, cast.leader)
    assert (published.published_on, published.effective_on, published.state) == (DAY, LATER, "published")
    assert CriteriaSet.objects.in_force(date(2026, 3, 31)) == CriteriaSet.objects.get(version="2026-1")
    assert CriteriaSet.objects.in_force(LATER) == published
    assert DirtyMark.objects.filter(kind="criterion", key__startswith="2026-2/").count() == 32


def test_whoever_changed_the_draft_last_does_not_publish_it(draft: CriteriaSet, cast: Cast) -> None:
    CriteriaSet.objects.filter(pk=draft.pk).update(drafted_by=cast.leader)
    draft.refresh_from_db()
    with pytest.raises(RefusedError):
        _publish(draft, cast.leader)
    services.remove_criterion(actor=cast.secretary, draft=draft, code="M01")
    draft.refresh_from_db()
    assert _publish(draft, cast.leader).drafted_by == cast.secretary


def test_nothing_is_published_that_could_not_be_used(draft: CriteriaSet, cast: Cast) -> None:
    seen = fingerprint(draft)
    with pytest.raises(RefusedError, match="过去"):
        _publish(draft, cast.leader, date(2026, 3, 1))
    services.revise_criterion(actor=cast.secretary, draft=draft, code="R01", wording=NEW)
    with pytest.raises(RefusedError, match="重新阅读"):
        services.publish_draft(actor=cast.leader, draft=draft, effective_on=LATER, seen=seen, on=DAY)
    CriteriaSet.objects.create(
        version="x", title_zh="x", title_en="x", state="published", effective_on=LATER, published_on=DAY
    )
    with pytest.raises(RefusedError, match="同一天"):
        _publish(draft, cast.leader)
    CriteriaSet.objects.filter(version="x").delete()
    services.revise_criterion(
        actor=cast.secretary, draft=draft, code="R01", wording=Wording("\U0001f9ff", "a", "b", verified=False)
    )
    with pytest.raises(RefusedError, match="打印"):
        _publish(draft, cast.leader)
    draft.criteria.filter(kind="required").delete()
    with pytest.raises(RefusedError, match="至少"):
        _publish(draft, cast.leader)
    assert CriteriaSet.objects.get(pk=draft.pk).state == "draft"


def test_published_version_is_no_draft(draft: CriteriaSet, cast: Cast) -> None:
    _publish(draft, cast.leader)
    acts: list[Callable[[], object]] = [
        lambda: services.add_criterion(actor=cast.secretary, draft=draft, kind="required", wording=NEW),
        lambda: services.revise_criterion(actor=cast.secretary, draft=draft, code="R01", wording=NEW),
        lambda: services.remove_criterion(actor=cast.secretary, draft=draft, code="R01"),
        lambda: services.restore_criterion(actor=cast.secretary, draft=draft, code="R01"),
        lambda: services.move_criterion(actor=cast.secretary, draft=draft, code="R01", by=1),
        lambda: services.discard_draft(actor=cast.secretary, draft=draft),
    ]
    for act in acts:
        with pytest.raises(RefusedError):
            act()
    with pytest.raises(OvertakenError):
        services.publish_draft(actor=cast.leader, draft=draft, effective_on=LATER, seen="", on=DAY)


def test_database_refuses_to_move_a_criterion_into_a_published_version(draft: CriteriaSet) -> None:
    published = CriteriaSet.objects.get(version="2026-1")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Criterion.objects.filter(criteria_set=draft, code="R01").update(criteria_set=published, code="R99")


def test_database_refuses_to_remove_a_criterion_of_a_published_version(draft: CriteriaSet) -> None:
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Criterion.objects.filter(criteria_set__version="2026-1", code="R01").delete()


def test_database_refuses_two_versions_from_the_same_day(draft: CriteriaSet) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        CriteriaSet.objects.filter(pk=draft.pk).update(
            state="published", effective_on=date(2026, 1, 1), published_on=date(2026, 1, 1)
        )


def test_version_in_force_is_not_archived_and_cases_stay_under_the_one_that_is(
    draft: CriteriaSet, organisation: Organisation, cast: Cast
) -> None:
    old = CriteriaSet.objects.get(version="2026-1")
    case = case_in("submitted", organisation, cast)
    _publish(draft, cast.leader)
    with pytest.raises(RefusedError):
        services.archive_set(actor=cast.leader, criteria=old, on=DAY)
    services.archive_set(actor=cast.leader, criteria=old, on=LATER)
    with pytest.raises(OvertakenError):
        services.archive_set(actor=cast.leader, criteria=old, on=LATER)
    case.refresh_from_db()
    assert (case.criteria_set, CriteriaSet.objects.public().count()) == (old, 2)


def test_draft_is_discarded(draft: CriteriaSet, cast: Cast) -> None:
    services.discard_draft(actor=cast.secretary, draft=draft)
    assert list(CriteriaSet.objects.values_list("version", flat=True)) == ["2026-1"]


def test_only_secretaries_edit_and_only_leaders_publish(draft: CriteriaSet, cast: Cast) -> None:
    may = {who: _may(getattr(cast, who), draft) for who in WHO}
    assert {who: found for who, found in may.items() if any(found)} == {
        "secretary": (True, False),
        "leader": (False, True),
    }


def _may(actor: User, draft: CriteriaSet) -> tuple[bool, bool]:
    """Return whether `actor` may edit, and whether publish; each act for itself must agree."""
    edits: list[Callable[[], object]] = [
        lambda: services.begin_draft(actor=actor, version="2026-9", title_zh="甲", title_en="a"),
        lambda: services.add_criterion(actor=actor, draft=draft, kind="required", wording=NEW),
        lambda: services.revise_criterion(actor=actor, draft=draft, code="R01", wording=NEW),
        lambda: services.move_criterion(actor=actor, draft=draft, code="R01", by=1),
        lambda: services.remove_criterion(actor=actor, draft=draft, code="R01"),
        lambda: services.restore_criterion(actor=actor, draft=draft, code="R01"),
        lambda: services.discard_draft(actor=actor, draft=draft),
    ]
    publishing: list[Callable[[], object]] = [
        lambda: _publish(draft, actor),
        lambda: services.archive_set(actor=actor, criteria=draft, on=DAY),
    ]
    found = []
    with transaction.atomic():
        for acts in (edits, publishing):
            (allowed,) = {_allowed(act) for act in acts}
            found.append(allowed)
        transaction.set_rollback(True)
    return found[0], found[1]


def _allowed(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    except OvertakenError:  # a draft cannot be archived: whoever hears that may archive
        return True
    return True


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told_that_the_other_did(draft: CriteriaSet, cast: Cast) -> None:
    def publish(effective_on: date) -> str:
        try:
            for _ in range(400):
                try:
                    return _publish(draft, cast.leader, effective_on).effective_on.isoformat()  # type: ignore[union-attr]
                except OperationalError:
                    time.sleep(0.005)
            raise TimeoutError
        except OvertakenError:
            return "told"
        finally:
            connection.close()

    days = [date(2026, 4, day) for day in (1, 2, 3, 4)]
    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(publish, days))
    won = CriteriaSet.objects.get(version="2026-2").effective_on
    assert won is not None
    assert said == [won.isoformat(), "told", "told", "told"]
    assert AuditEntry.objects.filter(act="criteria.published", subject="criteria:2026-2").count() == 1
