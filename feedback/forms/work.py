"""The forms of acts on reports and problems; own what must be filled in and its wording, never who may act."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from feedback.forms import choices
from feedback.forms.choices import Choices
from feedback.forms.units import UnitSelect, offered_in_reach
from feedback.models import Problem, Report
from feedback.routing import Suggestion
from feedback.taxonomy import REMEDIES

MARKDOWN_HINT = _("Paragraphs, lists, **bold** and links are possible.")
_SAVES_HINT = _(
    "Of all who bear the burden together, as a range: nobody has measured it. Empty where nothing can be said."
)
_MOST_HOURS = 1_000_000


def _text(label: Any, hint: Any = "", rows: int = 5, limit: int = 4000) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}))


def _hours(label: Any, hint: Any = "") -> forms.IntegerField:
    words = format_lazy(_("Please write a whole number from 0 to {most}."), most=_MOST_HOURS)
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=0, max_value=_MOST_HOURS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
    )  # fmt: skip


class WorkForm(forms.Form):
    """A form of the workplace: its errors stand beside the fields, in our words and not the browser's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave the checks to the server, so that everybody gets the same words."""
        super().__init__(*args, **{"label_suffix": "", "use_required_attribute": False, **kwargs})

    def offer(self, name: str, options: Choices) -> None:
        """Set what the field `name` offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = options

    def offer_units(self, name: str, units: QuerySet[Unit]) -> None:
        """Offer units in the order of the tree, indented by depth."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset, field.widget = units, UnitSelect()
        # Which units there are is asked of the database; their order and depth stand in the tree that is kept already.
        ids = set(units.values_list("pk", flat=True))
        field.widget.options = offered_in_reach(ids, str(_("Please choose"))).options


class AnswerForm(WorkForm):
    """An answer to the reporter."""

    text = _text(_("Your answer"), MARKDOWN_HINT)


class DeclineForm(WorkForm):
    """Why a report is not taken up, and where the matter belongs."""

    reason = _text(_("Reason"), _("The reporter reads it as it stands."), rows=4)
    channel = forms.ChoiceField(
        label=_("The right channel"), choices=[("", _("Please choose")), *Report.Channel.choices]
    )


class RestateForm(WorkForm):
    """A report in the handler's own words."""

    title = forms.CharField(label=_("Title"), max_length=80)
    statement = _text(
        _("What is the problem?"),
        _("In your own words: the reporter must not be known by their style. Paragraphs and lists are possible."),
        rows=6,
    )
    category = forms.ChoiceField(label=_("Category"))
    asked_by = forms.CharField(
        label=_("Who asks for it?"), help_text=_("Shown on the board with the problem."), max_length=80, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the categories in the reader's language."""
        super().__init__(*args, **kwargs)
        self.offer("category", choices.burdens())


class JoinForm(WorkForm):
    """The problem that a report joins. Shown are the likely ones; taken is any that is given as joinable."""

    problem = forms.ModelChoiceField(
        label=_("Problem"),
        queryset=Problem.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a problem."), "invalid_choice": _("Please choose a problem.")},
    )

    def __init__(self, *args: Any, joinable: QuerySet[Problem], shown: list[Problem], **kwargs: Any) -> None:
        """Take the problems that are allowed, and those that are shown to choose from."""
        super().__init__(*args, **kwargs)
        field = self.fields["problem"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = joinable
        field.choices = [
            (str(row.pk), " · ".join(filter(None, [row.title, row.asked_by, row.get_state_display()]))) for row in shown
        ]


class AssignForm(WorkForm):
    """The unit that can remove the problem."""

    owner_unit = forms.ModelChoiceField(
        label=_("Unit that can remove it"), queryset=Unit.objects.none(), help_text=_("Not the one complained of.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], suggestion: Suggestion | None = None, **kwargs: Any) -> None:
        """Take the units that are offered, and the one that is suggested with its reason: a person decides."""
        super().__init__(*args, **kwargs)
        self.offer_units("owner_unit", units)
        self.suggestion = suggestion
        if suggestion:
            self.initial["owner_unit"] = suggestion.unit.pk


class PromiseForm(WorkForm):
    """A remedy with its owner and its day."""

    kind = forms.ChoiceField(label=_("Remedy"))
    what = _text(
        _("What changes?"), _("It stands on the public board as soon as the problem does."), rows=3, limit=1000
    )
    owner_unit = forms.ModelChoiceField(label=_("Unit that carries it out"), queryset=Unit.objects.none())
    due_on = forms.DateField(
        label=_("By when?"),
        help_text=_("A working day to come."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    saves_low = _hours(_("Staff-hours a month that it will save, at least"), _SAVES_HINT)
    saves_high = _hours(_("Staff-hours a month that it will save, at most"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Take the units that are offered."""
        super().__init__(*args, **kwargs)
        self.offer("kind", [("", str(_("Please choose"))), *((term.code, str(term)) for term in REMEDIES.values())])
        self.offer_units("owner_unit", units)


class CauseForm(WorkForm):
    """Why a burden is there."""

    cause = forms.ChoiceField(
        label=_("Why is it there?"),
        required=False,
        help_text=_("As the staff judge it; the digest names it beside the problem."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the causes in the reader's language."""
        super().__init__(*args, **kwargs)
        self.offer("cause", choices.causes())


class KeepForm(WorkForm):
    """Why a burden stays."""

    reason = _text(_("Why it stays"), _("It is put on the public board."), rows=4, limit=2000)
