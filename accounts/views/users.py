"""The list of users and the form for a new one."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.access import get_users_for, signed_in
from accounts.forms import UserForm
from accounts.permissions import check_administer, may_administer

PER_PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    """List the users; on POST create one and show its password, the only time it is seen."""
    if request.method == "POST":
        return _create(request)
    form = UserForm() if may_administer(signed_in(request), "user.manage") else None
    return _page(request, form)


def _page(request: HttpRequest, form: UserForm | None) -> HttpResponse:
    everyone = get_users_for(signed_in(request)).prefetch_related("memberships__unit")
    page = Paginator(everyone, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/users.html", {"page": page, "form": form})


def _create(request: HttpRequest) -> HttpResponse:
    actor, form = signed_in(request), UserForm(request.POST)
    check_administer(actor, "user.manage")
    if form.is_valid():
        try:
            user, password = services.create_user(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            # Shown in the answer itself: a redirect would have to keep the password somewhere.
            return render(request, "accounts/one_time.html", {"person": user, "password": password})
    return _page(request, form)
