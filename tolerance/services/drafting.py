"""Drafts of a new version of the criteria: copied from the version in force, changed line by line, or discarded."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from tolerance.access import may_edit_criteria
from tolerance.models import CriteriaSet, Criterion
from tolerance.services.steps import require

LETTERS = {"situation": "S", "required": "R", "mitigating": "M", "excluding": "X"}
# Words that stand for pages where a version would stand in an address.
RESERVED = frozenset({"check", "compare", "new", "procedure"})
_MOST = 99


@dataclass(frozen=True, slots=True)
class Wording:
    """What a criterion says.

    Attributes:
        zh: in Chinese.
        en: in English.
        basis: the legal basis, as an official would cite it.
        verified: whether somebody has read the basis in its source; if not, the pages call it a local rule.
    """

    zh: str
    en: str
    basis: str
    verified: bool


@transaction.atomic
def begin_draft(*, actor: User, version: str, title_zh: str, title_en: str) -> CriteriaSet:
    """Copy the version in force into a draft called `version`, and return it.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the version is taken or cannot be an address.
    """
    _check(actor)
    require(version not in RESERVED, _("This word is used in an address. Choose another one."))
    require(not CriteriaSet.objects.filter(version=version).exists(), _("There is a version of this name already."))
    model = CriteriaSet.objects.in_force(timezone.localdate())
    draft = CriteriaSet.objects.create(version=version, title_zh=title_zh, title_en=title_en, drafted_by=actor)
    rows = model.criteria.all() if model else Criterion.objects.none()
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=draft, code=one.code, position=place, kind=one.kind, zh=one.zh, en=one.en, basis=one.basis,
            verified=one.verified,
        )
        for place, one in enumerate(rows, start=1)
    )  # fmt: skip
    _record(actor, "criteria.drafted", draft)
    return draft


@transaction.atomic
def add_criterion(*, actor: User, draft: CriteriaSet, kind: str, wording: Wording) -> Criterion:
    """Add a criterion at the end of its kind and return it. Its code was never used in any version before.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the set is no draft, or has too many of this kind.
    """
    locked = _locked(actor, draft)
    last = locked.criteria.aggregate(last=Max("position"))["last"] or 0
    made = Criterion.objects.create(
        criteria_set=locked, code=_free_code(kind), position=last + 1, kind=kind, **asdict(wording)
    )
    _record(actor, "criteria.line_added", locked, code=made.code)
    return made


@transaction.atomic
def revise_criterion(*, actor: User, draft: CriteriaSet, code: str, wording: Wording) -> None:
    """Replace what a criterion says.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the set is no draft, or somebody has removed the criterion.
    """
    locked = _locked(actor, draft)
    changed = locked.criteria.filter(code=code).update(**asdict(wording))
    require(changed, _("Somebody has removed this criterion."))
    _record(actor, "criteria.line_changed", locked, code=code)


@transaction.atomic
def remove_criterion(*, actor: User, draft: CriteriaSet, code: str) -> None:
    """Remove a criterion; nothing happens where it is gone already.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the set is no draft.
    """
    locked = _locked(actor, draft)
    if locked.criteria.filter(code=code).delete()[0]:
        _record(actor, "criteria.line_removed", locked, code=code)


@transaction.atomic
def restore_criterion(*, actor: User, draft: CriteriaSet, code: str) -> None:
    """Put a criterion that was removed back, at the end of its kind and as the version in force has it.

    Written anew it would get another code, and would no longer be the same in comparisons. Nothing happens where it
    is there.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the set is no draft, or the version in force has no such criterion.
    """
    locked = _locked(actor, draft)
    if locked.criteria.filter(code=code).exists():
        return
    one = Criterion.objects.filter(criteria_set=CriteriaSet.objects.in_force(timezone.localdate()), code=code).first()
    require(one, _("The version in force has no such criterion."))
    last = locked.criteria.aggregate(last=Max("position"))["last"] or 0
    assert one is not None  # noqa: S101  # `require` has raised otherwise
    one.pk, one.criteria_set, one.position = None, locked, last + 1
    one.save(force_insert=True)
    _record(actor, "criteria.line_restored", locked, code=code)


@transaction.atomic
def move_criterion(*, actor: User, draft: CriteriaSet, code: str, by: int) -> None:
    """Move a criterion among those of its kind; at either end it stays.

    Args:
        actor: who moves it.
        draft: the draft.
        code: which one.
        by: -1 one place up, 1 one place down.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the set is no draft.
    """
    locked = _locked(actor, draft)
    one = locked.criteria.filter(code=code).first()
    if one is None:
        return
    kin = locked.criteria.filter(kind=one.kind)
    near = kin.filter(position__lt=one.position).last() if by < 0 else kin.filter(position__gt=one.position).first()
    if near is None:
        return
    one.position, near.position = near.position, one.position
    Criterion.objects.bulk_update([one, near], ["position"])
    _record(actor, "criteria.line_moved", locked, code=code)


@transaction.atomic
def discard_draft(*, actor: User, draft: CriteriaSet) -> None:
    """Throw a draft away.

    Raises:
        PermissionDenied: the actor may not edit criteria.
        RefusedError: the set is no draft.
    """
    locked = _locked(actor, draft)
    locked.criteria.all().delete()
    locked.delete()
    _record(actor, "criteria.discarded", draft)


def _check(actor: User) -> None:
    if not may_edit_criteria(actor):
        raise PermissionDenied


def _locked(actor: User, draft: CriteriaSet) -> CriteriaSet:
    """Return the draft, held until the end of the transaction and marked as the actor's."""
    _check(actor)
    locked = CriteriaSet.objects.select_for_update().drafts().filter(pk=draft.pk).first()
    require(locked, _("This version is no draft any more."))
    assert locked is not None  # noqa: S101  # `require` has raised otherwise
    if locked.drafted_by_id != actor.pk:
        locked.drafted_by = actor
        locked.save(update_fields=["drafted_by"])
    return locked


def _free_code(kind: str) -> str:
    """Return a code that no version has used, so that a code means one thing for good."""
    used = Criterion.objects.filter(kind=kind).values_list("code", flat=True)
    number = max((int(code[1:]) for code in used if code[1:].isascii() and code[1:].isdigit()), default=0) + 1
    require(number <= _MOST, _("There are too many criteria of this kind."))
    return f"{LETTERS[kind]}{number:02}"


def _record(actor: User, act: str, draft: CriteriaSet, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"criteria:{draft.version}", detail=detail)
