"""A published set is as it is, for good."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import AuditEntry
from tolerance.models import CriteriaSet, Criterion
from tolerance.services import load_published_criteria

pytestmark = pytest.mark.django_db


def test_loading_twice_publishes_once() -> None:
    assert load_published_criteria() == load_published_criteria()
    assert (CriteriaSet.objects.count(), Criterion.objects.count()) == (1, 32)
    assert AuditEntry.objects.filter(act="criteria.published").count() == 1


def test_kinds_are_counted_as_published() -> None:
    criteria = load_published_criteria().criteria
    kinds = {kind: criteria.filter(kind=kind).count() for kind in Criterion.Kind.values}
    assert kinds == {"situation": 10, "required": 6, "mitigating": 8, "excluding": 8}
    assert set(criteria.filter(verified=False).values_list("code", flat=True)) == {"M07", "M08", "X07"}


@pytest.mark.parametrize("change", [{"zh": "改"}, {"en": "changed"}, {"kind": "mitigating"}, {"verified": False}])
def test_database_refuses_to_change_a_published_criterion(change: dict[str, object]) -> None:
    criteria = load_published_criteria()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        criteria.criteria.filter(code="R01").update(**change)


def test_database_refuses_to_add_to_a_published_set() -> None:
    criteria = load_published_criteria()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Criterion.objects.create(criteria_set=criteria, code="R07", position=99, kind="required", zh="新", en="new")


@pytest.mark.parametrize(
    "change", [{"title_zh": "改"}, {"version": "x"}, {"state": "draft"}, {"effective_on": "2020-01-01"}]
)
def test_database_refuses_to_change_a_published_set(change: dict[str, object]) -> None:
    load_published_criteria()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        CriteriaSet.objects.update(**change)


def test_published_set_may_be_archived_and_is_then_not_in_force() -> None:
    criteria = load_published_criteria()
    assert criteria.effective_on is not None
    assert CriteriaSet.objects.in_force(criteria.effective_on) == criteria
    CriteriaSet.objects.update(state="archived")
    assert CriteriaSet.objects.in_force(criteria.effective_on) is None


def test_drafts_may_change() -> None:
    draft = CriteriaSet.objects.create(version="d", title_zh="草", title_en="draft")
    Criterion.objects.create(criteria_set=draft, code="R01", position=1, kind="required", zh="甲", en="a", basis="-")
    assert Criterion.objects.update(zh="乙") == 1
