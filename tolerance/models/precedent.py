"""Lessons told from decided cases, so that nobody can be recognised; own who wrote, who checked, and who agreed.

To whom a lesson is told is its scope; how far each reaches over the units is for `scopes` to say.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.models.case import Case


class PrecedentQuerySet(models.QuerySet["Precedent"]):
    """Filters by what was published, and to whom."""

    def published(self) -> "PrecedentQuerySet":
        """Return what was published, to whomever: most readers may know of some of them only."""
        return self.filter(published_on__isnull=False)

    def public(self) -> "PrecedentQuerySet":
        """Return what was published to everybody."""
        return self.published().filter(scope=Precedent.Scope.PUBLIC)

    def holding(self, words: str) -> "PrecedentQuerySet":
        """Return those that hold each of the words, which stand apart by spaces."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(facts__icontains=word)
                | Q(reasoning__icontains=word)
                | Q(lesson__icontains=word)
            )
        return found


class Precedent(models.Model):
    """One case told without names: what happened, how it was judged, what others learn from it."""

    class Scope(models.TextChoices):
        """To whom it is told."""

        NONE = "none", _("Nobody else: it stays with the case")
        UNIT = "unit", _("The unit of the matter and those below it")
        LEVEL = "level", _("Units of the same level under the same unit, and those below them")
        PUBLIC = "public", _("Everybody")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="precedent")
    key = models.SlugField(max_length=20, unique=True, null=True)  # noqa: DJ001  # unpublished ones have none
    title = models.CharField(_("title"), max_length=80)
    facts = models.TextField(_("what happened"))
    reasoning = models.TextField(_("how it was judged"))
    lesson = models.TextField(_("what others learn from it"))
    scope = models.CharField(_("who may read it"), max_length=6, choices=Scope.choices, default=Scope.PUBLIC)
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
                condition=Q(published_on__isnull=True, key__isnull=True, checked_by__isnull=True)
                | Q(published_on__isnull=False, key__isnull=False, checked_by__isnull=False),
                name="precedent_published_by_checker",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("written_by")),
                name="precedent_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(agreed_on__isnull=False),
                name="precedent_published_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(scope__in=["unit", "level", "public"]) | Q(scope="none", published_on__isnull=True),
                name="precedent_published_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
