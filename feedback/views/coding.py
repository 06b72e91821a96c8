"""The code's part of the report form's last step; owns when it is asked for, and no rule about codes."""

from datetime import date

from django.http import HttpRequest

from accounts.models import Unit
from feedback.code_rules import is_offered, rule_of
from feedback.forms.code import CodeForm
from feedback.models import CodeRule
from feedback.services.claims import CodeRefusedError


def typed_code(request: HttpRequest) -> str:
    """Return what was typed as a code, however wrong, to be carried from step to step."""
    return request.POST.get("code", "")


def code_form_to_show(request: HttpRequest, receiving: Unit, today: date) -> CodeForm | None:
    """Return the field as it was left, or None where no code is taken."""
    if not is_offered(receiving, today):
        return None
    return CodeForm(initial={"code": typed_code(request)}, demanded=_demanded(receiving, today))


def code_form_to_check(request: HttpRequest, receiving: Unit, today: date) -> CodeForm | None:
    """Return the filled-in field, or None where nothing was typed and nothing is demanded, or no code is taken."""
    demanded = _demanded(receiving, today)
    if not demanded and not (typed_code(request).strip() and is_offered(receiving, today)):
        return None
    return CodeForm(request.POST, demanded=demanded)


def typed_in(form: CodeForm | None) -> str:
    """Return the code of a valid form, or nothing where none was asked for."""
    return str(form.cleaned_data["code"]) if form else ""


def refused_form(request: HttpRequest, form: CodeForm | None, refused: CodeRefusedError) -> CodeForm:
    """Return the field as it was filled in, with the reason why it does not hold."""
    shown = form or CodeForm(request.POST, demanded=False)
    shown.refuse(refused.refusal)
    return shown


def _demanded(receiving: Unit, today: date) -> bool:
    return rule_of(receiving, today) is CodeRule.Rule.DEMANDED
