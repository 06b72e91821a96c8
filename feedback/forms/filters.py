"""The filters of the lists; own how an address becomes a narrower list. A value that is no good narrows nothing."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.tree import current_tree
from feedback.forms import choices
from feedback.forms.units import UnitField, offered_in_reach
from feedback.forms.work import WorkForm
from feedback.models import Problem, Report
from feedback.models.querysets import ProblemQuerySet, ReportQuerySet

ALL = "all"


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class _Filter(WorkForm):
    """What both lists can be narrowed by."""

    words = forms.CharField(label=_("Words"), required=False, max_length=60, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    unit = UnitField(label=_("Unit"), required=False)

    def __init__(self, data: Any, *, units: Collection[int]) -> None:
        """Take the query of the address and the ids of the units that are offered."""
        super().__init__(data, auto_id="filter_%s")
        self.offer("category", [("", str(_("All"))), *choices.burdens()])
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101  # for the type checker
        field.offer(offered_in_reach(units, str(_("All"))))

    @property
    def narrowed(self) -> bool:
        """Return whether one of the further fields is in use, so that they stand open."""
        return any(self.value(name) or name in self.errors for name in self.fields if name not in {"words", "state"})

    def value(self, name: str) -> Any:
        """Return the cleaned value of a field, or None where it is empty or no good."""
        return None if name in self.errors else self.cleaned_data.get(name) or None


class InboxFilter(_Filter):
    """Narrows the inbox. Without a state it shows what waits."""

    since = _day(_("Released from"))
    until = _day(_("Released until"))

    def __init__(self, data: Any, *, units: Collection[int]) -> None:
        """Offer the states of reports."""
        super().__init__(data, units=units)
        _released, *others = Report.State.choices
        self.offer("state", [(Report.State.RELEASED, str(_("Waiting"))), *others, (ALL, str(_("All")))])

    def narrow(self, rows: ReportQuerySet) -> ReportQuerySet:
        """Return the rows that the filter leaves."""
        rows = rows.saying(self.value("words") or "").released_between(self.value("since"), self.value("until"))
        state = self.value("state") or Report.State.RELEASED
        if state in Report.State.values:
            rows = rows.filter(state=state)
        if self.value("category"):
            rows = rows.filter(category=self.value("category"))
        return rows.filter(receiving_unit=self.value("unit")) if self.value("unit") else rows


class ProblemFilter(_Filter):
    """Narrows the list of problems."""

    LATE, SUPERVISED = "late", "supervised"
    unit = UnitField(label=_("Unit with all below it"), required=False)

    def __init__(self, data: Any, *, units: Collection[int]) -> None:
        """Offer the states of problems, and those that are late."""
        super().__init__(data, units=units)
        further = [(self.LATE, str(_("Overdue"))), (self.SUPERVISED, str(_("Under supervision")))]
        self.offer("state", [("", str(_("All"))), *further, *Problem.State.choices])

    def narrow(self, rows: ProblemQuerySet) -> ProblemQuerySet:
        """Return the rows that the filter leaves; they know whether they are `late` and `supervised`."""
        rows = rows.saying(self.value("words") or "").with_clock(timezone.localdate())
        state = self.value("state")
        if state == self.LATE:
            rows = rows.behind(timezone.localdate())
        elif state == self.SUPERVISED:
            rows = rows.supervised()
        elif state in Problem.State.values:
            rows = rows.filter(state=state)
        if self.value("category"):
            rows = rows.filter(category=self.value("category"))
        unit = self.value("unit")
        return rows.within(current_tree().below[unit.pk]) if unit else rows
