"""Editions on their way by e-mail; owns what is known of each letter, and never decides who gets one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from digests.models.edition import Edition


class Delivery(models.Model):
    """One edition for one reader by e-mail; `digests.delivering` moves its state by conditional updates."""

    class State(models.TextChoices):
        """Where the letter is."""

        WAITING = "waiting", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        FAILED = "failed", _("Given up")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    # When a waiting letter is tried again, and when one that is being sent counts as lost with its worker.
    retry_at = models.DateTimeField()
    # The server's last words where it did not take the letter.
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "user"], name="delivery_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending", "sent", "refused", "failed"]),
                name="delivery_state_known",
            ),
        ]

    def __str__(self) -> str:
        """Return address and state."""
        return f"{self.address} {self.state}"
