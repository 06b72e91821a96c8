"""The only doors to editions and instructions for a user; owns who sees which, never what is in it."""

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Unit, User
from accounts.permissions import units_where
from digests.models import Acknowledgement, Edition, Instruction, Order


def _visible(user: User) -> Q:
    """Return which editions `user` may read: those released, and unreleased ones where the user may build.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    read, build = units_where(user, "digest.read"), units_where(user, "digest.build")
    if not read and not build:
        raise PermissionDenied
    return Q(unit__in=build) | Q(unit__in=read, released_on__isnull=False)


def editions_for(user: User) -> QuerySet[Edition]:
    """Return all revisions of the editions that `user` may read, without their figures; the latest first.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    return _listed(Edition.objects.filter(_visible(user)))


def _listed(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    return rows.select_related("unit").defer("figures").order_by("-end", "unit__position", "unit", "-revision")


def latest_editions_for(user: User) -> QuerySet[Edition]:
    """Return the same, each in the latest revision that the user may read.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    readable = Edition.objects.filter(_visible(user))
    same = readable.filter(unit=OuterRef("unit"), period=OuterRef("period"))
    return _listed(readable).exclude(Exists(same.filter(revision__gt=OuterRef("revision"))))


def my_editions(user: User) -> QuerySet[Edition]:
    """Return the same, each with `to_read`, whether it is for this user to read, and `was_read`, whether they say so.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    for_me = Q(unit__in=units_where(user, "digest.read"), released_on__isnull=False)
    return latest_editions_for(user).annotate(
        to_read=ExpressionWrapper(for_me, output_field=BooleanField()),
        was_read=Exists(Acknowledgement.objects.filter(edition=OuterRef("pk"), user=user)),
    )


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


def orders_for(user: User) -> QuerySet[Order]:
    """Return the orders of editions that `user` may give, too; the latest first.

    Raises:
        PermissionDenied: the user builds no digests at all.
    """
    units = units_where(user, "digest.build")
    if not units:
        raise PermissionDenied
    return Order.objects.filter(unit__in=units).select_related("unit").order_by("-pk")


def get_order_for(user: User, order_id: int) -> Order:
    """Return one order of an edition that `user` may give, too.

    Raises:
        PermissionDenied: the user builds no digests at all.
        Http404: there is none such, or it is not for this user; which of the two is not told.
    """
    return get_object_or_404(orders_for(user), pk=order_id)


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


def comparable_with(user: User, edition: Edition) -> QuerySet[Edition]:
    """Return the editions that `user` may put beside `edition`, each in the latest revision the user may read.

    Those are other periods of the unit, and the same period of the units that stand below the same one.

    Raises:
        PermissionDenied: the user reads no digests at all.
    """
    rows = latest_editions_for(user)
    beside = Q(period=edition.period, unit__parent=edition.unit.parent_id)
    return rows.filter(Q(unit=edition.unit_id) & ~Q(period=edition.period) | beside & ~Q(unit=edition.unit_id))
