"""The page on which a secretary writes foreword and comments of an edition that is not released."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.permissions import may
from digests.access import get_edition_for
from digests.forms import RemarksForm
from digests.tasks import order_remarks
from feedback.workflow import StateConflict


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show what is written, or keep what was changed."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    if not may(user, "digest.build", edition.unit_id):
        raise PermissionDenied
    written = {remark.chapter: remark.words for remark in edition.remarks.all()}
    form = RemarksForm(request.POST or None, initial=written, edition=edition)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "digests/remarks.html", {"edition": edition, "form": form}, status=status)
    try:
        order_remarks(actor=user, edition=edition, words=form.cleaned_data)
    except StateConflict:
        messages.error(request, _("The edition was released in the meantime; it stays as it was read."))
    else:
        messages.success(request, _("Kept. The PDFs are made anew."))
    return redirect("digest", edition_id=edition.pk)
