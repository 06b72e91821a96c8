"""The report form; owns what is required and how errors are worded, and never stores or logs anything typed."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from itertools import islice
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.tree import Tree, current_tree
from feedback import anonymity, receipts
from feedback.forms import choices
from feedback.forms.units import KEPT, UnitField, offers_of
from feedback.intake import Content, clean_line, clean_text
from feedback.taxonomy import BURDENS, HOURS, PEOPLE, PER_MONTH, REMEDIES

LEAST_WORDS, MOST_WORDS = 10, 5000
RECEIPT_INSIDE = _(
    "There is a receipt code in this text. Please take it out: whoever reads the text could open your report with it."
)


class CleanText(forms.CharField):
    """Plain text of several lines, without control or invisible characters."""

    widget: type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the cleaned text."""
        return clean_text(str(value or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Set no `maxlength`: a browser would cut off without a word what somebody pastes."""
        return {}

    def validate(self, value: Any) -> None:
        """Refuse what is missing, and a text that holds a receipt."""
        super().validate(value)
        if receipts.found_in(value):
            raise forms.ValidationError(RECEIPT_INSIDE, code="receipt")


class CleanLine(CleanText):
    """Plain text on one line."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Return the cleaned line."""
        return clean_line(str(value or ""))


class ReportForm(forms.Form):
    """The first step. Only category, words and receiving unit are required."""

    category = forms.ChoiceField(
        label=_("Kind of burden"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose the kind of burden that fits best."),
            "invalid_choice": _("Please choose one of the kinds on this page."),
        },
    )
    words = CleanText(
        label=_("What happens"),
        help_text=_("What is asked, when, and what it costs you. Leave out names and whatever only you can know."),
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Please describe what happens."),
            "min_length": _("Please write a little more: at least %(limit_value)d characters."),
            "max_length": _(
                "Please shorten the text: at most %(limit_value)d characters, you have written %(show_value)d."
            ),
        },
    )
    receiving_unit = UnitField(
        label=_("Receiving unit"),
        help_text=_(
            "A unit that is not itself the cause. It must not be the one that asks for this task, nor below it."
        ),
        error_messages={
            "required": _("Please choose the unit that shall receive your report."),
        },
    )
    task = CleanLine(
        label=_("Name of the task"),
        required=False,
        max_length=120,
        help_text=_("For example: monthly ledger of visits"),
    )
    asked_by_unit = UnitField(label=_("Who asks for it"), required=False)
    asked_by = CleanLine(
        label=_("Which office, or who else"),
        required=False,
        max_length=80,
        help_text=_("An office or a department, not a person."),
    )
    data_items = CleanLine(
        label=_("Data to be handed in"),
        required=False,
        max_length=300,
        help_text=_("For example: name, number of visits, photos. It shows which data are asked for twice."),
    )
    per_month = forms.ChoiceField(label=_("How often"), required=False)
    hours = forms.ChoiceField(label=_("How long each time"), required=False)
    people = forms.ChoiceField(label=_("People affected"), required=False)
    own_unit = UnitField(label=_("Your own unit"), required=False)
    not_own = forms.BooleanField(
        label=_("My own unit shall not handle this"),
        required=False,
        help_text=_(
            "Nobody who works at the unit named above, or below it, gets to read your report, and its handlers see "
            "that you asked for this. The problem they make of it, without your words, could still be given to your "
            "unit by somebody who may not know where you work."
        ),
    )
    wish = forms.ChoiceField(label=_("What would help"), required=False)

    OPTIONAL_TASK: ClassVar = ("task", "asked_by_unit", "asked_by", "data_items")
    OPTIONAL_LOAD: ClassVar = ("per_month", "hours", "people")
    OPTIONAL_SELF: ClassVar = ("own_unit", "not_own", "wish")

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Take the fields that are ready for the units as they are now, in the reader's language."""
        # Django copies what it finds here, in the form itself as in its class.
        self.base_fields = _ready(current_tree(), anonymity.unit_floor(), get_language())  # type: ignore[misc]
        super().__init__(data, use_required_attribute=False, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a receiving unit that must not read this report (contract 6)."""
        data = super().clean() or {}
        receiving, asked_by, own = (data.get(name) for name in ("receiving_unit", "asked_by_unit", "own_unit"))
        if receiving and not anonymity.may_receive(receiving, asked_by):
            message = _("This unit is the one that asks for the task, or stands below it. Please choose another.")
            self.add_error("receiving_unit", message)
        if data.get("not_own") and not own and "own_unit" not in self.errors:
            self.add_error(
                "own_unit", _("To keep it from your own unit, please say which one or a larger one around it.")
            )
        elif data.get("not_own") and receiving and own and anonymity.is_within(receiving, own):
            self.add_error(
                "receiving_unit", _("This is your own unit, or below it. Please choose another, or untick below.")
            )
        return data

    def content(self) -> Content:
        """Return what a valid form says."""
        data = _blank(self.cleaned_data)
        return Content(**{name: value.pk if isinstance(value, Unit) else value for name, value in data.items()})

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return name and value of everything that was typed, for the hidden inputs of the steps that follow."""
        typed = ((bound.html_name, bound.value()) for bound in self)
        return [(name, "on" if value is True else str(value)) for name, value in typed if value]

    def group_open(self, names: tuple[str, ...]) -> bool:
        """Return whether a folded group must be open: one of its fields holds something or has an error."""
        return any(self[name].value() or (self.is_bound and self[name].errors) for name in names)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Return the folded groups of optional fields, for the template."""
        titles = (_("About the task"), _("How heavy it is"), _("About you, and what would help"))
        names = (self.OPTIONAL_TASK, self.OPTIONAL_LOAD, self.OPTIONAL_SELF)
        return [
            {"title": title, "open": self.group_open(group), "fields": [self[name] for name in group]}
            for title, group in zip(titles, names, strict=True)
        ]

    @property
    def burden_groups(self) -> list[tuple[str, list[BoundWidget]]]:
        """Return the radio buttons of the category in their groups, for the template."""
        buttons = iter(self["category"])
        return [(name, list(islice(buttons, len(options)))) for name, options in choices.burdens()]

    def answers(self) -> list[tuple[str, str]]:
        """Return label and answer in plain words for everything that was answered, in the order of the form."""
        return [(str(self.fields[name].label), words) for name in self.fields if (words := self._in_words(name))]

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        if name == "not_own":
            return gettext("yes") if value else ""
        if not value or isinstance(value, Unit):
            return str(value or "")
        terms = {"category": BURDENS, "wish": REMEDIES}.get(name, {})
        if value in terms:
            return str(terms[value])
        bands = {"per_month": PER_MONTH, "hours": HOURS, "people": PEOPLE}
        return str(dict(getattr(choices, name)())[value]) if name in bands else str(value)


class _Ready(dict[str, forms.Field]):
    """Fields that nobody changes any more: Django would copy each for every form, a sixth of the step that stores."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> dict[str, forms.Field]:
        """Return the same fields, for one form."""
        return dict(self)


@lru_cache(maxsize=KEPT)
def _ready(tree: Tree, floor: int, _language: str | None) -> _Ready:
    fields = deepcopy(ReportForm.base_fields)
    offers = offers_of(tree, floor)
    for name in ("receiving_unit", "asked_by_unit", "own_unit"):
        field = fields[name]
        assert isinstance(field, UnitField)  # noqa: S101  # for the type checker
        field.offer(getattr(offers, name))
    fields["own_unit"].help_text = gettext(
        "The larger the unit, the better you are hidden. Units under %(staff)s are not offered; choose the one above."
    ) % {"staff": choices.staff(floor)}
    for name in ("category", "wish", "per_month", "hours", "people"):
        field = fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices.Settled(_OPTIONS[name]())
    return _Ready(fields)


_OPTIONS: dict[str, Callable[[], choices.Choices]] = {
    "category": choices.burdens,
    "wish": choices.wishes,
    "per_month": choices.per_month,
    "hours": choices.hours,
    "people": choices.people,
}


def _blank(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with empty text where an optional choice was left out; units stay None."""
    return {name: value if value is not None or name.endswith("unit") else "" for name, value in data.items()}
