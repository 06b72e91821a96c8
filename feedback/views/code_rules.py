"""Sets which receiving units ask for tear-off codes; owns that page alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback import access
from feedback.code_rules import demanding_units
from feedback.forms.sheets import RuleForm
from feedback.models import CodeRule
from feedback.services.codes import set_code_rule
from feedback.views.acting import UNPROCESSABLE, accepted, staff


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def code_rules(request: HttpRequest) -> HttpResponse:
    """Show the rule of every receiving unit, and set one."""
    units, status = access.rule_units_for(staff(request)), 200
    if request.method == "POST":
        form = RuleForm(request.POST, units=units)
        if accepted(form, lambda **values: set_code_rule(actor=staff(request), **values)):
            messages.success(request, _("The rule is set."))
            return redirect("code_rules")
        status = UNPROCESSABLE
    rules, demanding = dict(CodeRule.objects.values_list("unit", "rule")), demanding_units(timezone.localdate())
    rows = [(unit, rules.get(unit.pk, CodeRule.Rule.ALLOWED), unit in demanding) for unit in units]
    context = {"rows": rows, "choices": CodeRule.Rule.choices, "refused": status != 200}  # noqa: PLR2004
    return render(request, "feedback/codes/rules.html", context, status=status)
