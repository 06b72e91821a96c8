"""Versioned criteria sets; once a set is published, triggers of the database keep its words as they are."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    """Filters by what the public may see and by what is in force."""

    def public(self) -> "CriteriaSetQuerySet":
        """Return what was published, also when it has been archived since."""
        return self.exclude(state=CriteriaSet.State.DRAFT)

    def drafts(self) -> "CriteriaSetQuerySet":
        """Return what may still change."""
        return self.filter(state=CriteriaSet.State.DRAFT)

    def in_force(self, on: date) -> "CriteriaSet | None":
        """Return the set by which a case filed on day `on` is judged, or None."""
        return self.filter(state=CriteriaSet.State.PUBLISHED, effective_on__lte=on).order_by("-effective_on").first()


class CriteriaSet(models.Model):
    """One version of the criteria by which cases are judged."""

    class State(models.TextChoices):
        """A draft may change, a published set may only be archived."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    version = models.SlugField(max_length=20, unique=True)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    effective_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    # Who changed the draft last: somebody else publishes it.
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-effective_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(effective_on__isnull=False, published_on__isnull=False),
                name="criteria_set_published_has_days",
            ),
            models.UniqueConstraint(
                fields=["effective_on"], condition=models.Q(state="published"), name="criteria_set_one_per_day"
            ),
        ]

    def __str__(self) -> str:
        """Return the title in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_zh


class Criterion(models.Model):
    """One criterion of a set, in both languages with its basis."""

    class Kind(models.TextChoices):
        """At least one situation, every required, any mitigating, no excluding one."""

        SITUATION = "situation", _("Situations")
        REQUIRED = "required", _("Required conditions")
        MITIGATING = "mitigating", _("Mitigating factors")
        EXCLUDING = "excluding", _("Excluding circumstances")

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    # False: nobody has read the basis in its source, so the pages show a local rule and never national law.
    verified = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["criteria_set", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="criterion_code_once_per_set"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["situation", "required", "mitigating", "excluding"]),
                name="criterion_kind_known",
            ),
        ]

    def __str__(self) -> str:
        """Return the words in the reader's language."""
        return self.en if get_language() == "en" else self.zh
