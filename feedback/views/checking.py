"""What the check of a report asks about: each place that could tell who wrote, and an accusation of a person.

It owns how the answer to each is read from the form, and stores nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from feedback import selfid
from feedback.forms.report import ReportForm
from feedback.selfid.accusing import accused
from feedback.selfid.small import small_names

FIELDS = ("words", "task", "asked_by", "data_items")
# Where the form says what shall be sent so.
SO, ACCUSING = "so", "accusing"


@dataclass(frozen=True, slots=True)
class Place:
    """One place that could tell who wrote: its field with label, what was found, and whether it shall be sent so."""

    field: str
    label: str
    finding: selfid.Finding
    so: bool

    @property
    def key(self) -> str:
        """What stands in the form where it shall be sent so."""
        return _key(self.field, self.finding)


def _key(field: str, finding: selfid.Finding) -> str:
    return f"{field}:{finding.text}"


def places(form: ReportForm, answers: QueryDict) -> list[Place]:
    """Return the places of a valid form, each with what was decided about it."""
    decided, small = set(answers.getlist(SO)), small_names()
    return [
        Place(field, str(form.fields[field].label), found, _key(field, found) in decided)
        for field in FIELDS
        for found in selfid.find(form.cleaned_data[field], small=small)
    ]


def accusation(form: ReportForm, found: Sequence[Place], answers: QueryDict) -> str:
    """Return the sentence that accuses a person, "" where there is none or it was decided to send it so."""
    if ACCUSING in answers.getlist(SO):
        return ""
    people = {selfid.Kind.NAME, selfid.Kind.NAME_TITLE, selfid.Kind.SURNAME, selfid.Kind.NICKNAME}
    for field in FIELDS:
        named = [
            (each.finding.start, each.finding.end)
            for each in found
            if each.field == field and each.finding.kind in people
        ]
        sentence = accused(form.cleaned_data[field], named)
        if sentence:
            return sentence
    return ""
