"""Release of an edition, and the reader's own 已阅; each view is one act of the domain."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from digests.access import get_edition_for
from digests.delivering import send_again
from digests.releasing import acknowledge_edition
from digests.tasks import order_release


@login_required
@require_POST
def release(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Release the edition to all who may read it."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    if order_release(actor=user, edition=edition):
        messages.success(request, _("The edition is released: those it is for may read it now."))
    else:
        messages.info(request, _("It was released before."))
    return redirect("digest", edition_id=edition.pk)


@login_required
@require_POST
def resend(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Let letters that did not arrive be tried again."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    send_again(actor=user, edition=edition)
    messages.success(request, _("What did not arrive is sent again."))
    return redirect("digest", edition_id=edition.pk)


@login_required
@require_POST
def acknowledge(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Say that one has read it."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    if acknowledge_edition(actor=user, edition=edition):
        messages.success(request, _("Noted: you have read it."))
    return redirect("digest", edition_id=edition.pk)
