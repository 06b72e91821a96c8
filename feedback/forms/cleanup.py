"""The forms of a clean-up round: for which unit it is opened, and a decision; own what must be filled in."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.forms.tasks import TaskChoice
from feedback.forms.units import UnitField, offered_in_reach
from feedback.forms.work import WorkForm
from feedback.models import CleanupItem, Task
from feedback.register.rounds import kinds_for, mergers_for
from feedback.taxonomy import REMEDIES

_MOST_OFFERED = 40


class OpenForm(WorkForm):
    """For which unit a round is opened."""

    unit = UnitField(label=_("Unit"), help_text=_("All tasks of this unit and of those below it are decided together."))

    def __init__(self, *args: Any, units: Collection[int], **kwargs: Any) -> None:
        """Take the ids of the units that are offered."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101  # for the type checker
        field.offer(offered_in_reach(units, str(_("Please choose"))))


class DecisionForm(WorkForm):
    """The decision on one item; each kind is a button, which sends the form."""

    reason = forms.CharField(
        label=_("Reason or what changes"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where the task is kept; it stands in the record."),
    )  # fmt: skip
    other = TaskChoice(label=_("Task that stays"), queryset=Task.objects.none(), required=False)
    kind = forms.ChoiceField(
        label=_("Decision"),
        error_messages={"required": _("Please choose a decision."), "invalid_choice": _("Please choose a decision.")},
    )

    def __init__(self, *args: Any, item: CleanupItem, **kwargs: Any) -> None:
        """Offer what can be decided on this item."""
        super().__init__(*args, **kwargs)
        self.offer("kind", [(kind, str(REMEDIES[kind])) for kind in kinds_for(item)])
        field = self.fields["other"]
        assert isinstance(field, TaskChoice)  # noqa: S101  # for the type checker
        field.queryset = mergers_for(item)
        offered = [(str(task.pk), field.label_from_instance(task)) for task in field.queryset[:_MOST_OFFERED]]
        field.choices = [("", str(_("Please choose"))), *offered]
        field.help_text = _("Needed for a merger, and of a pair that is met by shared data.")


class UndoForm(forms.Form):
    """The number of the decision that is taken back."""

    turn = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
