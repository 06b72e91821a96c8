"""The form of one person's findings: a verdict with reasons on each criterion, which may be saved unfinished."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.case_codes import found_in
from tolerance.judging import criteria_of
from tolerance.models import Case, Criterion, Finding
from tolerance.services.findings import Verdict
from tolerance.services.steps import HOLDS_CODE

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with its two fields."""

    criterion: Criterion
    verdict: forms.BoundField
    reasons: forms.BoundField


class FindingsForm(forms.Form):
    """Two fields per criterion: those that the case needs first, then the mitigating ones, which are optional."""

    use_required_attribute = False

    def __init__(self, *args: Any, case: Case, author: User, **kwargs: Any) -> None:
        """Build the fields of the case's criteria and fill in what the author found before."""
        super().__init__(*args, **kwargs)
        mitigating = Criterion.objects.filter(criteria_set=case.criteria_set_id, kind=Criterion.Kind.MITIGATING)
        self.criteria = [*criteria_of(case), *mitigating]
        found = {one.criterion_id: one for one in case.findings.filter(author=author)}
        for criterion in self.criteria:
            self._add(criterion, found.get(criterion.pk))

    def full_clean(self) -> None:
        """Check what was entered; unfinished work may be saved, so that an empty field is no error here."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def _add(self, criterion: Criterion, found: Finding | None) -> None:
        code, needed = criterion.code, criterion.kind != Criterion.Kind.MITIGATING
        self.fields[f"verdict_{code}"] = forms.ChoiceField(
            label=_("Finding on {code}").format(code=code), choices=Finding.Verdict.choices, required=needed,
            widget=forms.RadioSelect, initial=found and found.verdict,
        )  # fmt: skip
        self.fields[f"reasons_{code}"] = forms.CharField(
            label=_("Reasons on {code}").format(code=code), max_length=LONGEST, required=needed,
            widget=forms.Textarea(attrs={"rows": 2}), initial=found and found.reasons,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the half that is missing where a row is half filled in."""
        data = super().clean() or {}
        for criterion in self.criteria:
            verdict, reasons = data.get(f"verdict_{criterion.code}"), data.get(f"reasons_{criterion.code}")
            if verdict and not reasons:
                self.add_error(f"reasons_{criterion.code}", _("Every finding needs its reasons."))
            if found_in(reasons or ""):
                self.add_error(f"reasons_{criterion.code}", HOLDS_CODE)
            if reasons and not verdict:
                self.add_error(f"verdict_{criterion.code}", _("Choose one of the verdicts."))
        return data

    def rows(self, kind: str) -> Iterator[Row]:
        """Yield the rows of one kind of criterion."""
        for criterion in self.criteria:
            if criterion.kind == kind:
                yield Row(criterion, self[f"verdict_{criterion.code}"], self[f"reasons_{criterion.code}"])

    def groups(self) -> list[tuple[str, str, list[Row]]]:
        """Return the rows by kind, each kind with its value and name."""
        return [(kind, str(label), rows) for kind, label in Criterion.Kind.choices if (rows := list(self.rows(kind)))]

    def verdicts(self) -> dict[str, Verdict]:
        """Return what was found, by code; the form must be valid."""
        data = self.cleaned_data
        codes = [criterion.code for criterion in self.criteria if data[f"verdict_{criterion.code}"]]
        return {code: Verdict(data[f"verdict_{code}"], data[f"reasons_{code}"]) for code in codes}
