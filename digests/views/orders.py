"""An edition that was ordered: how far its figures are, stopping it, and the way to the edition once it is there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from digests.access import get_order_for
from digests.ordering import cancel_order


@login_required
@require_safe
def digest_order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show how far an ordered edition is, or the edition itself once it is there."""
    order = get_order_for(signed_in(request), order_id)
    if order.edition_id:
        return redirect("digest", edition_id=order.edition_id)
    return render(request, "digests/order.html", {"order": order})


@login_required
@require_safe
def digest_order_progress(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show the part of the page that it asks for again and again; once the edition is there, send the page to it."""
    order = get_order_for(signed_in(request), order_id)
    answer = render(request, "digests/parts/order.html", {"order": order})
    if order.edition_id:
        answer["HX-Redirect"] = reverse("digest", kwargs={"edition_id": order.edition_id})
    return answer


@login_required
@require_POST
def digest_order_cancel(request: HttpRequest, order_id: int) -> HttpResponse:
    """Stop the making of an edition."""
    user = signed_in(request)
    order = get_order_for(user, order_id)
    if cancel_order(actor=user, order=order):
        messages.success(request, _("Stopped. No edition was made."))
    else:
        messages.info(request, _("It had ended already."))
    return redirect("digest_order", order_id=order.pk)
