"""Keeping a search, looking it through and letting it go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from search import saving


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search that was sent."""
    try:
        saving.save_search(text=request.POST.get("q", ""), actor=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The search is kept, and stands here with what is new."))
    return redirect("work_search")


@login_required
@require_POST
def seen(request: HttpRequest, key: int) -> HttpResponse:
    """Note that all of a kept search was seen."""
    user = signed_in(request)
    saving.mark_seen(row=saving.get_saved_for(user, key), actor=user)
    return redirect("work_search")


@login_required
@require_POST
def forget(request: HttpRequest, key: int) -> HttpResponse:
    """Keep a search no longer."""
    user = signed_in(request)
    saving.forget_search(row=saving.get_saved_for(user, key), actor=user)
    messages.success(request, _("The search is no longer kept."))
    return redirect("work_search")
