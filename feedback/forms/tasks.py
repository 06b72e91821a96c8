"""The forms of the register: a task, the filter of the list, the choice of a task; own what must be filled in."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.tree import current_tree
from feedback.forms import choices
from feedback.forms.units import UnitField, offered_in_reach
from feedback.forms.work import WorkForm
from feedback.models import Task
from feedback.models.task import TaskQuerySet
from feedback.services.tasks import TaskFacts

ALL, FLAGGED = "all", "again"
_BANDS = ("per_month", "hours", "people")


class TaskForm(WorkForm):
    """What a handler writes down of a task."""

    name = forms.CharField(label=_("Task's name"), max_length=120)
    asked_by = forms.CharField(label=_("Department that demands it"), max_length=80)
    unit = forms.ModelChoiceField(
        label=_("Unit that bears it"), queryset=Unit.objects.none(), help_text=_("With all units below it.")
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=300, required=False, help_text=_("Law, rule or document number, if known.")
    )
    data_items = forms.CharField(
        label=_("Data asked for"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Separated by commas. By these, requests that ask the same are found."),
    )  # fmt: skip
    per_month = forms.ChoiceField(label=_("How often"), required=False)
    hours = forms.ChoiceField(label=_("How long each time"), required=False)
    people = forms.ChoiceField(label=_("How many people"), required=False)
    # Last, since the name hides the module from the lines below.
    forms = forms.CharField(label=_("Forms or apps"), max_length=300, required=False)
    field_order = ("name", "asked_by", "unit", "legal_basis", "data_items", "forms", *_BANDS)

    def __init__(self, *args: Any, units: QuerySet[Unit] | None, **kwargs: Any) -> None:
        """Take the units that are offered; None where the unit stays as it is."""
        super().__init__(*args, **kwargs)
        for name in _BANDS:
            self.offer(name, [("", str(_("Not known"))), *getattr(choices, name)()[1:]])
        self.offer("people", [("", str(_("Not known"))), ("1", str(_("one person"))), *choices.people()[2:]])
        if units is None:
            del self.fields["unit"]
        else:
            self.offer_units("unit", units)

    def clean(self) -> dict[str, Any]:
        """Return the facts as one value, and the unit where it is asked for."""
        values = super().clean() or {}
        names = TaskFacts.__dataclass_fields__
        if set(names) - values.keys():
            return values  # a field is wrong, and says so
        unit = {"unit": values["unit"]} if "unit" in values else {}
        return {"facts": TaskFacts(**{name: values[name] for name in names}), **unit}


class TaskFilter(WorkForm):
    """Narrows the register. Without a state it shows what is still demanded."""

    words = forms.CharField(label=_("Words"), required=False, max_length=60, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False)
    unit = UnitField(label=_("Unit with all below it"), required=False)

    def __init__(self, data: Any, *, units: Collection[int]) -> None:
        """Take the query of the address and the ids of the units that are offered."""
        super().__init__(data, auto_id="filter_%s")
        still = [("", str(_("Still demanded"))), (FLAGGED, str(_("Ordered again")))]
        self.offer("state", [*still, *Task.State.choices, (ALL, str(_("All")))])
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101  # for the type checker
        field.offer(offered_in_reach(units, str(_("All"))))

    def narrow(self, rows: TaskQuerySet) -> TaskQuerySet:
        """Return the rows that the filter leaves."""
        self.is_valid()
        value = self.cleaned_data.get
        rows = rows.saying(value("words") or "")
        state = value("state")
        if state == FLAGGED:
            rows = rows.filter(again_of__isnull=False)
        elif state in Task.State.values:
            rows = rows.filter(state=state)
        elif state != ALL:
            rows = rows.live()
        unit = value("unit")
        return rows.filter(unit__in=current_tree().below[unit.pk]) if unit else rows


class TaskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no type argument at run time
    """Tasks to choose from, each shown with its department."""

    def label_from_instance(self, obj: Task) -> str:
        """Return department and name."""
        return f"{obj.asked_by} · {obj.name}"


class PointForm(WorkForm):
    """The task of the register that a report or problem is about, or none."""

    task = TaskChoice(label=_("Task of the register"), queryset=Task.objects.none(), required=False)

    def __init__(self, *args: Any, tasks: TaskQuerySet, **kwargs: Any) -> None:
        """Take the tasks to choose from."""
        super().__init__(*args, **kwargs)
        field = self.fields["task"]
        assert isinstance(field, TaskChoice)  # noqa: S101  # for the type checker
        field.queryset, field.empty_label = tasks.order_by("asked_by", "name"), str(_("None"))
