"""The forms of applicants without an account: the matter with a name, the code, and an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.lettering import MistypedError
from tolerance import case_codes
from tolerance.case_codes import found_in
from tolerance.forms.evidence import EvidenceForm
from tolerance.forms.filing import MatterForm
from tolerance.services.by_code import Holder
from tolerance.services.filing import Matter
from tolerance.services.steps import HOLDS_CODE

_MOST_WORDS = 3000


class FilingForm(MatterForm):
    """A matter, and who files it."""

    name = forms.CharField(label=_("Your name"), max_length=60)
    contact = forms.CharField(
        label=_("How to reach you"), max_length=120,
        help_text=_("Telephone or address. Those who work on the case will see it."),
    )  # fmt: skip
    field_order = ("name", "contact")

    def matter(self) -> Matter:
        """Return the matter; the form must be valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("name", "contact")}
        return Matter(**(data | {"situations": tuple(data["situations"])}))

    def holder(self) -> Holder:
        """Return who files; the form must be valid."""
        return Holder(self.cleaned_data["name"], self.cleaned_data["contact"])


class CodeForm(forms.Form):
    """Asks for a case code, which goes in the body of the request and nowhere else."""

    code = forms.CharField(
        label=_("Case code"), max_length=60, help_text=_("Five groups of four characters."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Return the canonical code."""
        try:
            return case_codes.parse(self.cleaned_data["code"])
        except MistypedError:
            raise forms.ValidationError(_("This is no case code. Please compare it with what you noted.")) from None


class AnswerForm(EvidenceForm):
    """What the applicant says with a step, and files with a supplement."""

    words = forms.CharField(
        label=_("What you say"), max_length=_MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    field_order = ("words", "chosen")

    def __init__(self, *args: Any, with_files: bool, **kwargs: Any) -> None:
        """Ask for files where they are of use."""
        super().__init__(*args, required=False, **kwargs)
        if not with_files:
            del self.fields["chosen"]

    def clean_words(self) -> str:
        """Keep codes out of what is stored."""
        words: str = self.cleaned_data["words"]
        if found_in(words):
            raise forms.ValidationError(HOLDS_CODE)
        return words


class SayForm(AnswerForm):
    """Statement and defence while the case is judged, with further evidence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for files too, and for words in any case."""
        super().__init__(*args, with_files=True, **kwargs)
        self.auto_id = "id_statement_%s"
        self.fields["words"].required = True
        self.fields["words"].help_text = _(
            "It is put under your statement, and stays there. Those who judge the case read it."
        )
