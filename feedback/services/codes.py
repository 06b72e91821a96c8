"""Orders and voids tear-off codes, and sets who asks for them; owns those writes, and never keeps a code in the clear.

Sheets are drawn before anything is written: where they cannot be made, nothing was ordered, and once the codes are
stored nothing is left of them but their digests, shuffled.
"""

import random
from collections.abc import Callable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check, check_administer, may_somewhere
from feedback import anonymity, code_rules, codes
from feedback.models import Code, CodeBatch, CodeRule

_SHUFFLE = random.SystemRandom()
Draw = Callable[[CodeBatch, Sequence[str]], bytes]


def check_order(actor: User, unit: Unit) -> None:
    """Do nothing if `actor` may order and void the codes of `unit`.

    Raises:
        PermissionDenied: the actor has no right to, or reads reports: whoever saw the codes must not see their use.
    """
    check(actor, "code.order", unit)
    if may_somewhere(actor, "report.read"):
        raise PermissionDenied


def order_codes(*, actor: User, unit: Unit, sheets: int, draw: Draw, today: date) -> bytes:
    """Print new codes for the staff of `unit`, and return the sheets: the only place where the codes stand.

    Args:
        actor: who orders.
        unit: whose staff the codes confirm; not one that is too small to be named.
        sheets: how many posters, each with `code_rules.STRIPS` strips.
        draw: makes the sheets out of the batch and its codes.
        today: the day of the order.

    Raises:
        PermissionDenied: see `check_order`.
        ValidationError: the unit is too small, or the number of sheets is none that can be ordered.
        RenderingUnavailable, RenderingFailed: the sheets cannot be drawn; nothing was ordered.
    """
    check_order(actor, unit)
    if anonymity.offered_instead_of(unit) != unit:
        raise ValidationError({"unit": _("This unit is too small to hide anyone. Please order for the one above it.")})
    if not 1 <= sheets <= code_rules.MOST_SHEETS:
        raise ValidationError({"sheets": _("Please order 1 to %(most)d posters.") % {"most": code_rules.MOST_SHEETS}})
    printed = list({codes.new() for _strip in range(sheets * code_rules.STRIPS)})
    batch = CodeBatch(unit=unit, ordered_on=today, expires_on=code_rules.expires_on(today), size=len(printed))
    drawn = draw(batch, printed)
    _store(actor, batch, printed)
    return drawn


@transaction.atomic
def _store(actor: User, batch: CodeBatch, printed: Sequence[str]) -> None:
    batch.save(force_insert=True)
    rows = [Code(batch=batch, digest=codes.digest(code)) for code in printed]
    _SHUFFLE.shuffle(rows)
    Code.objects.bulk_create(rows)
    _record(actor, "code.order", batch)


@transaction.atomic
def void_codes(*, actor: User, batch: CodeBatch, today: date) -> None:
    """Make all codes of a batch worthless from now on, because a sheet was lost; twice is like once.

    Raises:
        PermissionDenied: see `check_order`.
    """
    check_order(actor, batch.unit)
    if CodeBatch.objects.filter(pk=batch.pk, voided_on=None).update(voided_on=today):
        _record(actor, "code.void", batch)


@transaction.atomic
def set_code_rule(*, actor: User, unit: Unit, rule: str) -> None:
    """Say whether `unit` takes reports with codes, without, or both.

    Args:
        actor: a system administrator: who receives reports must not decide who can be heard.
        unit: a unit that receives reports.
        rule: a `CodeRule.Rule`.

    Raises:
        PermissionDenied: `actor` may not set it.
        ValidationError: there is no such rule.
    """
    check_administer(actor, "code.rule")
    if rule not in CodeRule.Rule.values:
        raise ValidationError({"rule": _("Please choose one of the rules on this page.")})
    before = CodeRule.objects.filter(unit=unit).values_list("rule", flat=True).first() or CodeRule.Rule.ALLOWED
    if before != rule:
        CodeRule.objects.update_or_create(unit=unit, defaults={"rule": rule})
        audit.record(actor=actor, act="code.rule", subject=f"unit:{unit.pk}", detail={"rule": rule})


def _record(actor: User, act: str, batch: CodeBatch) -> None:
    facts = {"unit": batch.unit_id, "size": batch.size}
    audit.record(actor=actor, act=act, subject=f"code_batch:{batch.pk}", detail=facts)
