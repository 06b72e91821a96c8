"""Tear-off codes: what was printed, and what was used. No row here has a key to a report, nor one from it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from feedback.models.pool import random_id


class CodeBatch(models.Model):
    """Sheets that were printed together. Days alone; who ordered them stands in the audit trail."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    ordered_on = models.DateField()
    expires_on = models.DateField()
    voided_on = models.DateField(null=True)
    size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("ordered_on")), name="code_batch_expires_after_order"
            ),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="code_batch_not_empty"),
        ]

    def __str__(self) -> str:
        """Return unit and day of the order."""
        return f"{self.unit} {self.ordered_on}"


class Code(models.Model):
    """One printed code, by its keyed digest. The row never changes: whether it was used does not stand here."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    batch = models.ForeignKey(CodeBatch, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        """Return the identifier, which says nothing."""
        return str(self.pk)


class SpentMark(models.Model):
    """That some code was used, and nothing else: no day, no unit, no batch, and no digest that stands elsewhere.

    The mark comes with the batch of the pool, shuffled. Only who has the code itself and the key can tell whose it is.
    """

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        """Return the identifier, which says nothing."""
        return str(self.pk)


class CodeRule(models.Model):
    """Whether a receiving unit takes codes; a unit without a row allows them."""

    class Rule(models.TextChoices):
        """What a unit makes of codes."""

        OFF = "off", _("does not ask for codes")
        ALLOWED = "allowed", _("takes reports with and without a code")
        DEMANDED = "demanded", _("takes reports with a code only")

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="+")
    rule = models.CharField(max_length=8, choices=Rule.choices, default=Rule.ALLOWED)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(rule__in=["off", "allowed", "demanded"]), name="code_rule_known"),
        ]

    def __str__(self) -> str:
        """Return unit and rule."""
        return f"{self.unit} {self.rule}"
