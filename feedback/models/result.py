"""What others may take over from a remedy: a standard procedure, a merged form; owns the rows and their integrity."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.models.problem import Remedy


class Result(models.Model):
    """A document or picture that a remedy led to, written anew, under a title; public once its problem is.

    `data` is large: lists leave it out.
    """

    remedy = models.ForeignKey(Remedy, on_delete=models.CASCADE, related_name="results")
    title = models.CharField(_("title"), max_length=80)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    data = models.BinaryField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["jpg", "png", "pdf"]), name="result_kind_known"),
            models.CheckConstraint(condition=~models.Q(title=""), name="result_has_a_title"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
