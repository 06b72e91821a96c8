"""Instructions (批示) that superiors give on items of an edition; owns their integrity, never who may give one."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from digests.models.edition import Edition

# The item of an instruction on the edition as a whole.
WHOLE = "edition"


class Instruction(models.Model):
    """What a superior told a unit to do about an item, by when; `digests.workflow` alone moves its state."""

    class State(models.TextChoices):
        """Where it stands."""

        GIVEN = "given", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        RETURNED = "returned", _("Answer returned")
        ACCEPTED = "accepted", _("Answer accepted")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="instructions")
    # `problem:…` or `remedy:…` of the frozen figures, or WHOLE; the title is kept as it then read.
    item = models.CharField(max_length=80)
    item_title = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    given_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.GIVEN)
    state_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["given", "answered", "returned", "accepted"]),
                name="instruction_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("given_on")), name="instruction_due_after_given"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="instruction_has_words"),
        ]

    def __str__(self) -> str:
        """Return item and owner."""
        return f"{self.item} → {self.owner_unit}"

    @property
    def subject(self) -> str:
        """The item in the words of its edition."""
        return self.item_title or str(_("The edition as a whole"))

    def is_late(self, today: date) -> bool:
        """Return whether an answer is overdue on `today`."""
        return self.state in {self.State.GIVEN, self.State.RETURNED} and self.due_on < today


class InstructionEvent(models.Model):
    """One step of an instruction's history, with the words that were written; rows are only added."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=8, choices=Instruction.State.choices)
    words = models.TextField(blank=True)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Return the state and the day."""
        return f"{self.state} {self.on}"
