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
from digests.periods import Quarter, parse_quarter, recent_quarters
from feedback.forms.work import MARKDOWN_HINT, WorkForm

OFFERED = 8
# About one page.
MOST_WORDS = 3000


def _indented(unit: Unit) -> str:
    return "　" * getattr(unit, "tree_depth", 0) + unit.name


class BuildForm(forms.Form):
    """A unit and one of the recent quarters."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        coerce=parse_quarter,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], today: date, **kwargs: Any) -> None:
        """Offer `units` and the quarters up to that of `today`; the last one that is over comes first."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].label_from_instance = _indented  # type: ignore[attr-defined]
        quarters = recent_quarters(today, OFFERED)
        language = get_language() or ""
        self.fields["quarter"].choices = [(str(each), each.name(language)) for each in quarters]  # type: ignore[attr-defined]
        days = settings.DIGEST_GRACE
        self.fields["quarter"].help_text = ngettext(
            "Reports are counted once, %(days)d day after the end of a quarter: sort what waits before. "
            "An edition that is built earlier shows all else as it stands today.",
            "Reports are counted once, %(days)d days after the end of a quarter: sort what waits before. "
            "An edition that is built earlier shows all else as it stands today.",
            days,
        ) % {"days": days}
        self.initial.setdefault("quarter", str(quarters[1]))

    def chosen(self) -> tuple[Unit, Quarter]:
        """Return what a valid form chose."""
        return self.cleaned_data["unit"], self.cleaned_data["quarter"]


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
