"""The forms of editions and instructions; own what may be chosen, never who may act."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from digests.chapters import chapters
from digests.items import items_of
from digests.models import Edition
from digests.models.remark import FOREWORD
from digests.periods import Month, Period, UnknownPeriodError, recent, span_of
from digests.written import parse_month, parse_period
from feedback.forms.work import MARKDOWN_HINT, WorkForm

# How many of the latest are offered of each kind.
OFFERED = {"quarter": 8, "month": 12, "year": 3}
# About one page.
MOST_WORDS = 3000


def _indented(unit: Unit) -> str:
    return "　" * getattr(unit, "tree_depth", 0) + unit.name


def _month(written: str) -> Month | None:
    try:
        return parse_month(written) if written else None
    except UnknownPeriodError:
        raise forms.ValidationError(_("Write a month such as 2026-01.")) from None


def _when_counted(days: int) -> str:
    if not days:
        return gettext(
            "Reports are counted once, as soon as a quarter is over: sort what waits before. "
            "An edition that is built earlier shows all else as it stands today."
        )
    return ngettext(
        "Reports are counted once, %(days)d day after the end of a quarter: sort what waits before. "
        "An edition that is built earlier shows all else as it stands today.",
        "Reports are counted once, %(days)d days after the end of a quarter: sort what waits before. "
        "An edition that is built earlier shows all else as it stands today.",
        days,
    ) % {"days": days}


class PeriodField(forms.ChoiceField):
    """A period among those offered; another that is written as periods are is taken too."""

    def valid_value(self, value: object) -> bool:
        """Return whether `value` names a period."""
        try:
            parse_period(str(value))
        except UnknownPeriodError:
            return False
        return True


class BuildForm(forms.Form):
    """A unit, and one of the recent periods or a span of months."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    period = PeriodField(label=_("Period"))
    first = forms.CharField(
        label=_("From month"),
        required=False,
        help_text=_("For another span, such as 2026-01; else leave empty. Spans of whole quarters count reports too."),
        widget=forms.TextInput(attrs={"type": "month"}),
    )
    last = forms.CharField(label=_("To month"), required=False, widget=forms.TextInput(attrs={"type": "month"}))

    def __init__(self, *args: Any, units: QuerySet[Unit], today: date, **kwargs: Any) -> None:
        """Offer `units` and the periods up to those of `today`; the last quarter that is over comes first."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].label_from_instance = _indented  # type: ignore[attr-defined]
        language = get_language() or ""
        offered = {kind: recent(kind, today, count) for kind, count in OFFERED.items()}
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            *((Edition.Kind(kind).label, [(str(each), each.name(language)) for each in found])
              for kind, found in offered.items()),
        ]  # fmt: skip
        self.fields["period"].help_text = _when_counted(settings.DIGEST_GRACE)
        self.initial.setdefault("period", str(offered["quarter"][1]))

    def clean_first(self) -> Month | None:
        """Return the first month of a span."""
        return _month(self.cleaned_data["first"])

    def clean_last(self) -> Month | None:
        """Return the last month of a span."""
        return _month(self.cleaned_data["last"])

    def clean(self) -> None:
        """Find the period that is meant: the months, where they are written, else the one that was chosen."""
        values = self.cleaned_data
        if not {"period", "first", "last"} <= set(values):
            return
        first, last = values["first"], values["last"]
        if bool(first) != bool(last):
            self.add_error("last" if first else "first", _("Write both months, or none."))
            return
        try:
            found = span_of(first, last) if first else parse_period(values["period"])
        except UnknownPeriodError:
            self.add_error(
                "last", _("The last month must not come before the first, nor be more than three years after it.")
            )
            return
        if found.start > self.today:
            self.add_error("first" if first else "period", _("This period has not begun."))
        values["found"] = found

    def chosen(self) -> tuple[Unit, Period]:
        """Return what a valid form chose."""
        return self.cleaned_data["unit"], self.cleaned_data["found"]


class CompareForm(WorkForm):
    """An edition to put beside another; read from the address, so that it can be kept and passed on."""

    def __init__(self, *args: Any, edition: Edition, rows: QuerySet[Edition], **kwargs: Any) -> None:
        """Offer `rows`: other periods of the unit of `edition`, and other units in its period."""
        super().__init__(*args, **kwargs)
        periods = [(str(row.pk), row.period_name) for row in rows if row.unit_id == edition.unit_id]
        units = [(str(row.pk), row.unit.name) for row in rows if row.unit_id != edition.unit_id]
        groups = [(gettext("Other periods of this unit"), periods), (gettext("Other units in this period"), units)]
        # "with" stands in the address, and is no name in Python.
        offered = [group for group in groups if group[1]]
        self.fields["with"] = forms.ChoiceField(label=gettext("Compare with"), choices=offered)
        self.offers = bool(offered)

    def chosen(self) -> int:
        """Return the number of the edition that a valid form chose."""
        return int(self.cleaned_data["with"])


class InstructForm(WorkForm):
    """An instruction on one item of an edition."""

    item = forms.ChoiceField(label=_("About"))
    words = forms.CharField(
        label=_("Instruction"),
        help_text=_("What shall be done, and what shall be reported back."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    owner_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit that answers"))
    due_on = forms.DateField(label=_("Answer by"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, edition: Edition, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the items of `edition` and `units`."""
        super().__init__(*args, **kwargs)
        self.offer("item", [(key, title or _("The edition as a whole")) for key, title in items_of(edition.figures)])
        self.offer_units("owner_unit", units)


class AnswerForm(WorkForm):
    """What the unit did."""

    words = forms.CharField(label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class ReturnForm(WorkForm):
    """Why an answer is not enough."""

    words = forms.CharField(label=_("What is missing"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RemarksForm(WorkForm):
    """Foreword and comments; one field per chapter, all of them optional."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        """Offer the foreword and each chapter of `edition`."""
        super().__init__(*args, **kwargs)
        titles = [(each.key, each.heading) for each in chapters(edition.figures, {})]
        for key, label in [(FOREWORD, gettext("Foreword")), *titles]:
            rows = forms.Textarea(attrs={"rows": 6 if key == FOREWORD else 3})
            self.fields[key] = forms.CharField(label=label, required=False, max_length=MOST_WORDS, widget=rows)
        self.fields[FOREWORD].help_text = MARKDOWN_HINT
