"""The only doors to editions and instructions for a user; owns who sees which, never what is in it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Unit, User
from accounts.permissions import units_where
from digests.models import Edition, Instruction


def _readable(user: User) -> set[int]:
    # Whoever may build an edition may read what came of it.
    return units_where(user, "digest.read") | units_where(user, "digest.build")


def editions_for(user: User) -> QuerySet[Edition]:
    """Return all revisions of the editions that `user` may read, without their figures; the latest first.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    units = _readable(user)
    if not units:
        raise PermissionDenied
    rows = Edition.objects.filter(unit__in=units).select_related("unit").defer("figures")
    return rows.order_by("-end", "unit__position", "unit", "-revision")


def latest_editions_for(user: User) -> QuerySet[Edition]:
    """Return the same, each in its latest revision alone.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    later = Edition.objects.filter(unit=OuterRef("unit"), period=OuterRef("period"), revision__gt=OuterRef("revision"))
    return editions_for(user).exclude(Exists(later))


def get_edition_for(user: User, edition_id: int) -> Edition:
    """Return one edition that `user` may read.

    Raises:
        PermissionDenied: the user reads no digests at all.
        Http404: there is none such, or it is not for this user; which of the two is not told.
    """
    return get_object_or_404(editions_for(user).defer(None), pk=edition_id)


def buildable_units(user: User) -> QuerySet[Unit]:
    """Return the units for which `user` may build digests, in the order of the tree."""
    rows: QuerySet[Unit] = Unit.objects.with_tree_fields().filter(pk__in=units_where(user, "digest.build"))
    return rows


def instructions_for(user: User) -> QuerySet[Instruction]:
    """Return the instructions that `user` may give, answers, or reads with the edition; the next due first.

    Raises:
        PermissionDenied: the user has no part in instructions at all.
    """
    editions, owners = units_where(user, "digest.read"), units_where(user, "instruction.answer")
    if not editions and not owners:
        raise PermissionDenied
    rows = Instruction.objects.filter(Q(edition__unit__in=editions) | Q(owner_unit__in=owners))
    return rows.select_related("edition__unit", "owner_unit").order_by("due_on", "pk")


def get_instruction_for(user: User, instruction_id: int) -> Instruction:
    """Return one instruction that `user` has a part in.

    Raises:
        PermissionDenied: the user has no part in instructions at all.
        Http404: there is none such, or it is not for this user; which of the two is not told.
    """
    return get_object_or_404(instructions_for(user), pk=instruction_id)


def owners_for(edition: Edition) -> QuerySet[Unit]:
    """Return the units that an instruction on `edition` may go to, in the order of the tree."""
    rows: QuerySet[Unit] = edition.unit.descendants(include_self=True)
    return rows
