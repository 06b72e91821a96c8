"""The list of editions, and the form that asks for one."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from accounts.models import User
from accounts.permissions import may_somewhere
from digests.access import buildable_units, my_editions, orders_for
from digests.forms import BuildForm
from digests.models import Order, Rendering
from digests.tasks import order_edition

PAGE_SIZE = 12


def _form(user: User, data: object = None) -> BuildForm | None:
    if not may_somewhere(user, "digest.build"):
        return None
    return BuildForm(data, units=buildable_units(user), today=timezone.localdate())


def _page(request: HttpRequest, form: BuildForm | None, status: int = 200) -> HttpResponse:
    renderings = Prefetch("renderings", Rendering.objects.defer("pdf"))
    rows = my_editions(signed_in(request)).prefetch_related(renderings)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    # Only who builds sees what is being built.
    orders = orders_for(signed_in(request)).filter(state__in=(*Order.OPEN, Order.State.FAILED)) if form else []
    return render(request, "digests/list.html", {"page": page, "form": form, "orders": orders}, status=status)


@login_required
@require_safe
def digests(request: HttpRequest) -> HttpResponse:
    """Show the editions of the units that the user may read, each in its latest revision."""
    return _page(request, _form(signed_in(request)))


@login_required
@require_POST
def digest_build(request: HttpRequest) -> HttpResponse:
    """Order an edition, and show how far it is."""
    user = signed_in(request)
    form = _form(user, request.POST)
    if form is None or not form.is_valid():
        return _page(request, form, status=422)
    unit, period = form.chosen()
    order = order_edition(actor=user, unit=unit, period=period)
    return redirect("digest_order", order_id=order.pk)
