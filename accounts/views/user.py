"""One user: the account for the system administrator, the roles for the security administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.access import get_membership_for, get_user_for, signed_in
from accounts.forms import EmailForm, RoleForm
from accounts.models import User
from accounts.permissions import check_administer, may_administer


@login_required
@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one user; on POST grant a role."""
    person = get_user_for(signed_in(request), user_id)
    if request.method == "POST":
        return _grant(request, person)
    return _page(request, person, RoleForm())


def _page(
    request: HttpRequest, person: User, form: RoleForm, address: EmailForm | None = None, status: int = 200
) -> HttpResponse:
    actor = signed_in(request)
    others = actor.pk != person.pk
    context = {
        "person": person,
        "memberships": person.memberships.select_related("unit").order_by("unit__position", "unit_id", "role"),
        "form": form,
        "address": address or EmailForm(initial={"email": person.email}),
        "may_manage": others and may_administer(actor, "user.manage"),
        "may_grant": others and may_administer(actor, "role.grant"),
    }
    return render(request, "accounts/user.html", context, status=status)


def _grant(request: HttpRequest, person: User) -> HttpResponse:
    actor, form = signed_in(request), RoleForm(request.POST)
    check_administer(actor, "role.grant")
    if form.is_valid():
        try:
            services.grant_role(actor=actor, user=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The role is granted."))
            return redirect("user", person.pk)
    return _page(request, person, form)


@login_required
@require_POST
def revoke(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take one role from the user."""
    actor = signed_in(request)
    membership = get_membership_for(actor, user_id, request.POST.get("membership", ""))
    services.revoke_role(actor=actor, user=membership.user, unit=membership.unit, role=membership.role)
    messages.success(request, _("The role is taken back."))
    return redirect("user", user_id)


@login_required
@require_POST
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a new one-time password and show it, the only time it is seen."""
    actor = signed_in(request)
    person = get_user_for(actor, user_id)
    password = services.reset_password(actor=actor, user=person)
    return render(request, "accounts/one_time.html", {"person": person, "password": password})


@login_required
@require_POST
def email(request: HttpRequest, user_id: int) -> HttpResponse:
    """Set where digests go."""
    actor, form = signed_in(request), EmailForm(request.POST)
    person = get_user_for(actor, user_id)
    check_administer(actor, "user.manage")
    if not form.is_valid():
        return _page(request, person, RoleForm(), form, status=422)
    services.set_email(actor=actor, user=person, email=form.cleaned_data["email"])
    messages.success(request, _("The address is kept."))
    return redirect("user", user_id)


@login_required
@require_POST
def close(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close the account."""
    actor = signed_in(request)
    services.deactivate_user(actor=actor, user=get_user_for(actor, user_id))
    messages.success(request, _("The account is closed."))
    return redirect("user", user_id)


@login_required
@require_POST
def reopen(request: HttpRequest, user_id: int) -> HttpResponse:
    """Open the account again."""
    actor = signed_in(request)
    services.reactivate_user(actor=actor, user=get_user_for(actor, user_id))
    messages.success(request, _("The account is open again."))
    return redirect("user", user_id)
