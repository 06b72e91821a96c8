"""Editions that were ordered; owns how far the making of their figures has come, and never a figure."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from digests.models.edition import Edition
from digests.written import parse_period


class Order(models.Model):
    """An edition that a worker is to build; `digests.ordering` moves its state by conditional updates."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Waiting for a worker")
        WORKING = "working", _("Figures are being computed")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    OPEN: ClassVar = (State.WAITING, State.WORKING)

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=16)
    # None: the clock.
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    ordered_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    steps = models.PositiveSmallIntegerField()
    made = models.PositiveSmallIntegerField(default=0)
    # What came of it; another order of the same may find the same edition.
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", null=True)
    # The kind of the fault, for a system administrator; never its text.
    fault = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "period"],
                condition=models.Q(state__in=["waiting", "working"]),
                name="order_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "working", "done", "failed", "cancelled"]),
                name="order_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", edition__isnull=False)
                | (~models.Q(state="done") & models.Q(edition=None)),
                name="order_done_iff_edition",
            ),
            models.CheckConstraint(condition=models.Q(made__lte=models.F("steps")), name="order_made_within_steps"),
        ]

    def __str__(self) -> str:
        """Return unit, period and state."""
        return f"{self.unit} {self.period} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being worked on."""
        return self.state in self.OPEN

    @property
    def period_name(self) -> str:
        """The period in words of the reader's language."""
        return parse_period(self.period).name(get_language() or "")
