"""Lessons told from decided cases, so that nobody can be recognised; own who wrote, who checked, and who agreed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.models.case import Case


class PrecedentQuerySet(models.QuerySet["Precedent"]):
    """Filters by what the public may read."""

    def public(self) -> "PrecedentQuerySet":
        """Return what was published."""
        return self.filter(published_on__isnull=False)


class Precedent(models.Model):
    """One case told without names: what happened, how it was judged, what others learn from it."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="precedent")
    key = models.SlugField(max_length=20, unique=True, null=True)  # noqa: DJ001  # unpublished ones have none
    title = models.CharField(_("title"), max_length=80)
    facts = models.TextField(_("what happened"))
    reasoning = models.TextField(_("how it was judged"))
    lesson = models.TextField(_("what others learn from it"))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    agreed_on = models.DateField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    published_on = models.DateField(null=True)

    objects = PrecedentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-published_on", "-key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True, key__isnull=True, checked_by__isnull=True)
                | models.Q(published_on__isnull=False, key__isnull=False, checked_by__isnull=False),
                name="precedent_published_by_checker",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("written_by")),
                name="precedent_checked_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True) | models.Q(agreed_on__isnull=False),
                name="precedent_published_with_consent",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
