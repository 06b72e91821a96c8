"""Ordering editions: figures are computed by a worker alone, with progress; owns what stopping one leaves behind.

A worker says after each step how far it is, and keeps the edition in the same transaction in which the order is done.
Whoever stops an order before that finds no edition. What was told of a quarter on the way stays told: it is told once,
whoever asks for it first. A worker that dies leaves its order open, and whoever takes up the task begins anew.
"""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from digests.cancelling import revive
from digests.models import Edition, Order
from digests.periods import Period, UnknownPeriodError
from digests.services import build_edition
from digests.watching import Watcher, steps_of
from digests.written import parse_period


class OrderStopped(Exception):  # noqa: N818  # reads as what happened, and is no mistake
    """The order was stopped while it was worked on."""


@transaction.atomic
def open_order(*, actor: User | None, unit: Unit, period: Period) -> Order:
    """Return the order of an edition that is open, else a new one, which takes the place of those that ended.

    Args:
        actor: who orders it; None for the clock.
        unit: the unit it is for.
        period: what it is about.

    Raises:
        PermissionDenied: the actor may not build digests for this unit.
        UnknownPeriodError: the period has not begun.
    """
    if actor:
        check(actor, "digest.build", unit)
    today = timezone.localdate()
    if period.start > today:
        raise UnknownPeriodError(f"{period} has not begun")
    # Whoever orders for this unit at the same time waits here.
    Unit.objects.select_for_update().get(pk=unit.pk)
    orders = Order.objects.filter(unit=unit, period=str(period))
    found = orders.filter(state__in=Order.OPEN).first()
    if found:
        return found
    orders.delete()
    return Order.objects.create(
        unit=unit, period=str(period), ordered_by=actor, ordered_on=today, steps=steps_of(period)
    )


@transaction.atomic
def cancel_order(*, actor: User, order: Order) -> bool:
    """Stop an order that is open, and return whether it was.

    Raises:
        PermissionDenied: the actor may not build digests of this unit.
    """
    check(actor, "digest.build", order.unit_id)
    rows = Order.objects.filter(pk=order.pk, state__in=Order.OPEN)
    if not rows.update(state=Order.State.CANCELLED):
        return False
    facts = {"unit": order.unit.name, "period": order.period}
    audit.record(actor=actor, act="digest.cancel", subject=f"order:{order.pk}", detail=facts)
    return True


def carry_out(order_id: int) -> Edition | None:
    """Build what was ordered and return it, or None where the order was stopped; done already, it is left alone.

    Raises:
        Exception: whatever went wrong; the order then says that it failed.
    """
    rows = Order.objects.filter(pk=order_id)
    rows.filter(state__in=Order.OPEN).update(state=Order.State.WORKING, made=0)
    order = rows.select_related("unit", "ordered_by", "edition__unit").first()
    if order is None or order.state != Order.State.WORKING:
        return order.edition if order else None
    try:
        return build_edition(
            actor=order.ordered_by, unit=order.unit, period=parse_period(order.period), watcher=_Noting(order)
        )
    except OrderStopped:
        # Stopped, or another worker was quicker with the same order.
        return rows.get().edition
    except Exception as fault:
        rows.filter(state=Order.State.WORKING).update(state=Order.State.FAILED, fault=type(fault).__name__[:100])
        raise


class _Noting(Watcher):
    """Notes in the order how far its edition is, and ends the building once the order is stopped."""

    def __init__(self, order: Order) -> None:
        self._order, self._made = order, 0

    def _note(self, **values: object) -> None:
        if not Order.objects.filter(pk=self._order.pk, state=Order.State.WORKING).update(**values):
            raise OrderStopped

    def step(self) -> None:
        self._made += 1
        self._note(made=self._made)

    def frozen(self, edition: Edition) -> None:
        self._note(state=Order.State.DONE, edition=edition, made=self._order.steps)
        if self._order.ordered_by:
            # Who asks again wants the PDFs that failed or were stopped, too.
            revive(edition)
