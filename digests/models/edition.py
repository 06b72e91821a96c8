"""Editions and their renderings; owns their integrity, never a figure. An edition's figures never change."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from digests.periods import Month, Period, Quarter
from digests.written import parse_period


class Edition(models.Model):
    """What one unit is told about one period, frozen as data; a correction is a further revision.

    `serial` counts the unit's periods of that kind that ever had an edition; all revisions of a period share it.
    """

    class Kind(models.TextChoices):
        """How long its period is."""

        MONTH = "month", _("Months")
        QUARTER = "quarter", _("Quarters")
        YEAR = "year", _("Years")
        SPAN = "span", _("Other spans")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.QUARTER)
    period = models.CharField(max_length=16)
    start = models.DateField()
    end = models.DateField()
    serial = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    schema_version = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    # The parts of the figures that the revision before had otherwise; empty in the first.
    changes = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    built_on = models.DateField()
    built_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    # Counts the changes to the remarks: a PDF that was begun before the last of them is thrown away.
    wording = models.PositiveSmallIntegerField(default=0)
    # The audit trail's entry of its building: what the trail was up to then, and these figures, follow from it alone.
    trail_head = models.CharField(max_length=64, blank=True)
    # Until its release only those who may build see it; `released_by` None: the clock released it.
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["-end", "unit", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "period", "revision"], name="edition_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="edition_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["month", "quarter", "year", "span"]), name="edition_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(serial__gte=1, revision__gte=1, schema_version__gte=1),
                name="edition_counts_from_one",
            ),
            models.CheckConstraint(
                condition=models.Q(released_on__isnull=True, released_by__isnull=True)
                | models.Q(released_on__gte=models.F("built_on")),
                name="edition_released_after_built",
            ),
        ]

    def __str__(self) -> str:
        """Return unit, period and revision."""
        return f"{self.unit} {self.period} r{self.revision}"

    @property
    def number(self) -> str:
        """The number in the masthead in the reader's language, in Chinese such as 〔2026〕第3期（总第7期）."""
        period = self.about
        number = {"year": period.end.year, "serial": self.serial}
        if isinstance(period, Quarter):
            return gettext("No. %(number)s of %(year)s (%(serial)s in all)") % {**number, "number": period.number}
        if isinstance(period, Month):
            words = gettext("Monthly no. %(number)s of %(year)s (%(serial)s in all)")
            return words % {**number, "number": period.number}
        if self.kind == self.Kind.YEAR:
            return gettext("Annual of %(year)s (%(serial)s in all)") % number
        return gettext("Special no. %(serial)s (%(year)s)") % number

    @property
    def period_name(self) -> str:
        """The period in words of the reader's language."""
        return self.about.name(get_language() or "")

    @property
    def about(self) -> Period:
        """The period it is about."""
        return parse_period(self.period)


class Rendering(models.Model):
    """An edition as PDF in one language and layout, and how far the making of it has come."""

    class State(models.TextChoices):
        """Where it stands; `services` moves it by conditional updates."""

        QUEUED = "queued", _("Waiting to be made")
        RENDERING = "rendering", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    class Layout(models.TextChoices):
        """What it is made for: to be printed and filed, or to be read on a phone."""

        OFFICIAL = "official", _("Official document")
        PLAIN = "plain", _("For phones and screens")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=7)
    layout = models.CharField(max_length=8, choices=Layout.choices, default=Layout.OFFICIAL)
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    # Why it failed, in one line that a system administrator can act on.
    fault = models.TextField(blank=True)
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        # The official documents are made first.
        ordering: ClassVar = ["edition", "layout", "-language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "language", "layout"], name="rendering_once_per_layout"),
            models.CheckConstraint(condition=models.Q(layout__in=["official", "plain"]), name="rendering_layout_known"),
            models.CheckConstraint(condition=models.Q(language__in=["zh-hans", "en"]), name="rendering_language_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "rendering", "ready", "failed", "cancelled"]),
                name="rendering_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ready", pdf__isnull=False) | (~models.Q(state="ready") & models.Q(pdf=None)),
                name="rendering_ready_iff_pdf",
            ),
        ]

    def __str__(self) -> str:
        """Return language, layout and state."""
        return f"{self.language} {self.layout} {self.state}"

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        english = self.language == "en"
        if self.layout == self.Layout.PLAIN:
            return gettext("PDF for phones, in English") if english else gettext("PDF for phones, in Chinese")
        return gettext("PDF in English") if english else gettext("PDF in Chinese")


class Acknowledgement(models.Model):
    """That somebody whom an edition is for has read it (已阅); their own act, once."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "user"], name="acknowledgement_once"),
        ]

    def __str__(self) -> str:
        """Return who read and when."""
        return f"{self.user} {self.on}"
