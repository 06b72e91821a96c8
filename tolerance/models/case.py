"""Cases and their history. A case knows its applicant by name, and never a report."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from tolerance.models.criteria import CriteriaSet, Criterion
from tolerance.models.prefiling import Prefiling
from tolerance.procedure import NUMBERS


class Case(models.Model):
    """One matter that is judged under the criteria in force when it was submitted."""

    class State(models.TextChoices):
        """Where a case stands; `tolerance/workflow.py` says what may follow."""

        DRAFT = "draft", _("Being drafted")
        SUBMITTED = "submitted", _("Submitted")
        SUPPLEMENT = "supplement", _("More material asked for")
        ACCEPTED = "accepted", _("Accepted")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        TRANSFERRED = "transferred", _("Transferred")
        VERIFYING = "verifying", _("Being verified")
        VERIFIED = "verified", _("Verified")
        DELIBERATING = "deliberating", _("Before the panel")
        DECIDED = "decided", _("Decided")
        NOTIFIED = "notified", _("Notified")
        REVIEW_REQUESTED = "review_requested", _("Review asked for")
        REVIEWED = "reviewed", _("Reviewed")
        APPEALED = "appealed", _("Appealed")
        APPEAL_DECIDED = "appeal_decided", _("Appeal decided")
        FINAL = "final", _("Final")
        CLARIFIED = "clarified", _("Name cleared")
        PUBLISHED = "published", _("Published as a precedent")
        CLOSED = "closed", _("Closed and archived")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SUSPENDED = "suspended", _("Suspended")

    class Correction(models.TextChoices):
        """The correction runs beside the case, on its own track of the same table."""

        NONE = "", _("No correction ordered")
        CORRECTING = "correcting", _("Being corrected")
        CORRECTED = "corrected", _("Corrected")
        FOLLOWED_UP = "followed_up", _("Followed up")

    class Outcome(models.TextChoices):
        """How the panel decided."""

        WAIVE = "waive", _("No accountability")
        MITIGATE = "mitigate", _("Below the range")
        LIGHTEN = "lighten", _("Lower end of the range")
        NOT_TOLERATED = "not_tolerated", _("Not tolerated")

    class Authority(models.TextChoices):
        """Whether the panel decides or recommends to the body that does."""

        DECISION = "decision", _("Decision")
        RECOMMENDATION = "recommendation", _("Recommendation")

    class Filing(models.TextChoices):
        """Who asks for tolerance."""

        PERSON = "person", _("The person")
        UNIT = "unit", _("The unit, for the person")
        EX_OFFICIO = "ex_officio", _("Ex officio, with an accountability procedure")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Drafts have none, and only null may stand in many rows of a unique column.
    number = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001
    title = models.CharField(_("title"), max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the matter"))
    date_of_act = models.DateField(_("day of the act"))
    facts = models.TextField(_("facts"))
    statement = models.TextField(_("statement"), blank=True)
    situations = models.ManyToManyField(Criterion, related_name="+")
    # Null where the applicant uses a case code instead of an account, and then has a name alone.
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    applicant_name = models.CharField(max_length=60, blank=True)
    filed_as = models.CharField(max_length=10, choices=Filing.choices, default=Filing.PERSON)
    # Whose act it was, where somebody else files; and the number of the accountability procedure.
    concerned = models.CharField(max_length=60, blank=True)
    accountability_number = models.CharField(max_length=60, blank=True)
    prefiling = models.OneToOneField(Prefiling, on_delete=models.PROTECT, related_name="case", null=True)
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=18, choices=State.choices, default=State.DRAFT)
    state_on = models.DateField()
    due_on = models.DateField(null=True)
    # While the clock stands still: the working days that are left, and the state to which a suspended case goes back.
    days_left = models.PositiveSmallIntegerField(null=True)
    suspended_from = models.CharField(max_length=18, blank=True)
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    correction = models.CharField(max_length=12, choices=Correction.choices, blank=True)
    correction_due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    # What the panel decided, once a review has decided anew.
    first_outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    authority = models.CharField(max_length=14, choices=Authority.choices, blank=True)
    reason = models.TextField(blank=True)
    departure = models.TextField(blank=True)
    rectification = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-state_on", "-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | models.Q(number__isnull=False, criteria_set__isnull=False, submitted_on__isnull=False),
                name="case_submitted_has_number_and_criteria",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_as="person", concerned="", accountability_number="")
                | (models.Q(filed_as="unit", accountability_number="") & ~models.Q(concerned=""))
                | (models.Q(filed_as="ex_officio") & ~models.Q(concerned="") & ~models.Q(accountability_number="")),
                name="case_filed_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_on__isnull=True)
                | (models.Q(decided_on__isnull=False) & ~models.Q(outcome="") & ~models.Q(reason="")
                   & ~models.Q(authority="")),
                name="case_outcome_has_reason_and_authority",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=["decided", "notified", "review_requested", "reviewed", "appealed", "appeal_decided",
                               "final", "clarified", "published", "closed"]
                )
                | ~models.Q(outcome=""),
                name="case_decided_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(first_outcome__in=["", "not_tolerated"])
                | models.Q(first_outcome="lighten", outcome__in=["waive", "mitigate", "lighten"])
                | models.Q(first_outcome="mitigate", outcome__in=["waive", "mitigate"])
                | models.Q(first_outcome="waive", outcome="waive"),
                name="case_review_never_worse",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}" if self.number else self.title

    @property
    def addressee(self) -> str:
        """Who filed the case, by name."""
        return str(self.applicant or self.applicant_name)


# What stands in a history beside the states: the phase goes on.
EXTENDED, RISEN, STATED, KEPT, RECEIVED = "extended", "risen", "stated", "kept_suspended", "received"
_STATE_NAMES = (
    dict(Case.State.choices)
    | dict(Case.Correction.choices)
    | {
        EXTENDED: _("Limit extended"),
        RISEN: _("Late, and risen"),
        STATED: _("Statement of the applicant"),
        KEPT: _("Still suspended"),
        RECEIVED: _("The applicant confirmed having received a letter"),
    }
)


def state_name(state: str) -> str:
    """Return the name of a state, on whichever of the two tracks, or of another line of a history.

    Raises:
        KeyError: there is none such.
    """
    return str(_STATE_NAMES[state])


class CaseEvent(models.Model):
    """One step in a case's history: what it was, what it became, who did it under which right."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=18, blank=True)
    target = models.CharField(max_length=18)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    right = models.CharField(max_length=20)
    detail = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["case", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="case_event_position_once"),
        ]

    def __str__(self) -> str:
        """Return both states."""
        return f"{self.source} > {self.target}"

    @property
    def reopens(self) -> bool:
        """Whether it opened a correction again that did not stand the check."""
        return (self.source, self.target) == (Case.Correction.CORRECTED, Case.Correction.CORRECTING)

    @property
    def rule(self) -> int | None:
        """The number of the row of the table that this line followed; None where it was no step."""
        return NUMBERS.get((self.source, self.target))

    def get_target_display(self) -> str:
        """Return the name of the state it led to, on whichever of the two tracks."""
        if self.reopens:
            return str(_("To be corrected again"))
        return state_name(self.target)


class Counter(models.Model):
    """The last number given in a series and year; locked while the next one is taken."""

    series = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year"], name="counter_once"),
        ]

    def __str__(self) -> str:
        """Return the number as it stands."""
        return f"{self.series}{self.year}-{self.last:04d}"
