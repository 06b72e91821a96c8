"""Released reports and the thread between reporter and handler."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from feedback.models.querysets import ReportQuerySet


class Report(models.Model):
    """What a reporter said, from its release on. Holds the day of release and nothing finer (contract 3)."""

    class State(models.TextChoices):
        """Where a released report stands; `feedback/workflow.py` says what may follow."""

        RELEASED = "released", _("Released")
        TRIAGED = "triaged", _("Taken up")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn by the reporter")

    class Channel(models.TextChoices):
        """Where a matter belongs that this channel cannot take."""

        DISCIPLINE = "12388", _("Discipline inspection and supervision, 12388")
        ORGANISATION = "12380", _("Organisation department, 12380")
        HOTLINE = "12345", _("Government service hotline, 12345")
        LABOUR = "12333", _("Labour and social security, 12333")
        LEGAL = "12348", _("Legal aid, 12348")
        UNION = "union", _("The trade union or personnel office of your unit")
        NONE = "none", _("No other channel is needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt_digest = models.CharField(max_length=64, unique=True)
    released_on = models.DateField(db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RELEASED)
    # The day on which staff moved it last; a reporter's withdrawal leaves it as it is.
    state_on = models.DateField(null=True)
    # The day on which words and messages, and what the index held of them, were deleted (contract 11). Of a withdrawn
    # report it is the day of its release, set once the index is clean: nothing tells when its reporter withdrew it.
    erased_on = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)
    category = models.CharField(max_length=3)
    words = models.TextField()
    receiving_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    asked_by = models.CharField(max_length=80, blank=True)
    task = models.CharField(max_length=120, blank=True)
    data_items = models.CharField(max_length=300, blank=True)
    per_month = models.CharField(max_length=5, blank=True)
    hours = models.CharField(max_length=5, blank=True)
    people = models.CharField(max_length=5, blank=True)
    own_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    # Whether the reporter asked that neither that unit nor one below it gets to handle this.
    not_own = models.BooleanField(default=False, db_default=False)
    # As whose staff a tear-off code confirmed the reporter, no more precisely than `own_unit` says; never which code.
    confirmed_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    wish = models.CharField(max_length=4, blank=True)
    decline_reason = models.TextField(blank=True)
    decline_channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    problem = models.ForeignKey("feedback.Problem", on_delete=models.SET_NULL, related_name="reports", null=True)
    # The line of the register that a handler tied it to.
    register_task = models.ForeignKey("feedback.Task", on_delete=models.SET_NULL, related_name="reports", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # All that the figures of a period ask for, so that no row with its words has to be read.
            models.Index(
                fields=["released_on", "receiving_unit", "state", "problem", "hours", "per_month", "people"],
                name="report_counted",
            ),
            # All that the inbox narrows and orders by, so that only the rows of one page are read with their words.
            models.Index(
                fields=[
                    "receiving_unit", "-released_on", "id", "state", "category", "asked_by_unit", "own_unit", "not_own",
                ],
                name="report_inbox",
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(receiving_unit=models.F("asked_by_unit")), name="report_never_to_unit_complained_of"
            ),
            models.CheckConstraint(
                condition=models.Q(not_own=False)
                | (models.Q(own_unit__isnull=False) & ~models.Q(receiving_unit=models.F("own_unit"))),
                name="report_never_to_own_unit_if_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(state="triaged") | models.Q(problem__isnull=True), name="report_problem_iff_triaged"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined")
                | ~models.Q(decline_reason="")
                | models.Q(erased_on__isnull=False)
                | models.Q(withdrawn=True),
                name="report_declined_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_on__isnull=True, withdrawn=False)
                | models.Q(words="", task="", asked_by="", data_items="", decline_reason=""),
                name="report_gone_has_no_words",
            ),
        ]

    def __str__(self) -> str:
        """Return the identifier: the words are not for lists of objects."""
        return str(self.id)

    @property
    def gone(self) -> bool:
        """Whether the words were deleted, by their time or by their writer."""
        return self.withdrawn or self.erased_on is not None

    @property
    def kept_from(self) -> int | None:
        """The id of the unit that the reporter asked to keep this from, None where there was no such wish."""
        return self.own_unit_id if self.not_own else None


class Message(models.Model):
    """One part of the thread. From the reporter: plain text. From staff: limited Markdown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    position = models.PositiveIntegerField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    text = models.TextField()
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["report", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "position"], name="message_position_once"),
        ]

    def __str__(self) -> str:
        """Return the identifier: the words are not for lists of objects."""
        return str(self.id)
