"""The pages on which staff draft a version of the criteria, compare it with the one in force, and publish it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from accounts.models import User
from tolerance import services
from tolerance.access import get_criteria_draft_for, get_public_criteria, may_edit_criteria, may_publish_criteria
from tolerance.comparing import compare, lines_of
from tolerance.criteria_document import fingerprint
from tolerance.forms.criteria import CriterionForm, DraftForm, PublishForm
from tolerance.models import CriteriaSet
from tolerance.showing import compared, grouped, removed_from
from tolerance.workflow import OvertakenError

METHODS = ["GET", "HEAD", "POST"]
_BY = {"up": -1, "down": 1}


@login_required
@require_http_methods(METHODS)
def criteria_sets(request: HttpRequest) -> HttpResponse:
    """List all versions; by POST, begin a draft."""
    user = signed_in(request)
    edits, publishes = may_edit_criteria(user), may_publish_criteria(user)
    if not (edits or publishes):
        raise PermissionDenied
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.begin_draft(actor=user, **form.cleaned_data)
        except services.RefusedError as refusal:
            form.add_error("version", str(refusal))
        else:
            messages.success(request, _("The draft is a copy of the version in force. Change it as you need."))
            return redirect("criteria_draft", version=draft.version)
    context = {
        "form": form, "edits": edits, "publishes": publishes, "drafts": CriteriaSet.objects.drafts(),
        "versions": CriteriaSet.objects.public(), "current": CriteriaSet.objects.in_force(timezone.localdate()),
    }  # fmt: skip
    return render(request, "tolerance/drafting/sets.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def criteria_draft(request: HttpRequest, version: str) -> HttpResponse:
    """Show a draft with what can be done to it."""
    user = signed_in(request)
    draft = get_criteria_draft_for(user, version)
    context = _of_draft(user, draft) | {"groups": grouped(draft), "removed": removed_from(draft)}
    return render(request, "tolerance/drafting/draft.html", context)


def _of_draft(user: User, draft: CriteriaSet) -> dict[str, Any]:
    return {"draft": draft, "edits": may_edit_criteria(user), "publishes": may_publish_criteria(user)}


@login_required
@require_http_methods(METHODS)
def criterion_new(request: HttpRequest, version: str) -> HttpResponse:
    """Show the form of a new criterion; by POST, add it."""
    user = signed_in(request)
    draft = get_criteria_draft_for(user, version)
    form = CriterionForm(request.POST or None)

    def save() -> None:
        services.add_criterion(actor=user, draft=draft, kind=form.cleaned_data["kind"], wording=form.wording())

    return _criterion_page(request, draft, form, save, "")


@login_required
@require_http_methods(METHODS)
def criterion_edit(request: HttpRequest, version: str, code: str) -> HttpResponse:
    """Show the form of a criterion; by POST, change it."""
    user = signed_in(request)
    draft = get_criteria_draft_for(user, version)
    form = CriterionForm(request.POST or None, criterion=get_object_or_404(draft.criteria, code=code))

    def save() -> None:
        services.revise_criterion(actor=user, draft=draft, code=code, wording=form.wording())

    return _criterion_page(request, draft, form, save, code)


def _criterion_page(
    request: HttpRequest, draft: CriteriaSet, form: CriterionForm, save: Callable[[], None], code: str
) -> HttpResponse:
    if not may_edit_criteria(signed_in(request)):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("criteria_draft", version=draft.version)
    context = {"draft": draft, "form": form, "code": code}
    return render(request, "tolerance/drafting/criterion.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def criterion_act(request: HttpRequest, version: str, code: str) -> HttpResponse:
    """Move a criterion up or down, remove it, or put it back."""
    user = signed_in(request)
    draft = get_criteria_draft_for(user, version)
    act = request.POST.get("act", "")
    try:
        if act == "remove":
            services.remove_criterion(actor=user, draft=draft, code=code)
            messages.success(request, _("{code} is removed from the draft.").format(code=code))
        elif act == "restore":
            services.restore_criterion(actor=user, draft=draft, code=code)
            messages.success(request, _("{code} is back in the draft.").format(code=code))
        elif act in _BY:
            services.move_criterion(actor=user, draft=draft, code=code, by=_BY[act])
        else:
            raise Http404
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("criteria_sets")
    response = redirect("criteria_draft", version=version)
    response.headers["Location"] += f"#{code}"
    return response


@login_required
@require_POST
def criteria_discard(request: HttpRequest, version: str) -> HttpResponse:
    """Throw a draft away."""
    user = signed_in(request)
    services.discard_draft(actor=user, draft=get_criteria_draft_for(user, version))
    messages.success(request, _("The draft is discarded."))
    return redirect("criteria_sets")


@login_required
@require_http_methods(METHODS)
def criteria_publish(request: HttpRequest, version: str) -> HttpResponse:
    """Show what a draft changes against the version in force; by POST, publish it."""
    user = signed_in(request)
    draft = get_criteria_draft_for(user, version)
    form = PublishForm(request.POST or None, initial={"seen": fingerprint(draft)})
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_draft(actor=user, draft=draft, **form.cleaned_data)
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
            form.now_seen(fingerprint(draft))
        except OvertakenError:
            messages.error(request, _("Somebody has published or discarded this draft just now."))
            return redirect("criteria_sets")
        else:
            messages.success(request, _("The version is published and never changes from now on."))
            return redirect("criteria_set", version=version)
    current = CriteriaSet.objects.in_force(timezone.localdate())
    old = lines_of(current.criteria.all()) if current else []
    context = {"form": form, "old": current, "new": draft, **compared(compare(old, lines_of(draft.criteria.all())))}
    status = 422 if form.errors else 200
    return render(request, "tolerance/drafting/publish.html", _of_draft(user, draft) | context, status=status)


@login_required
@require_POST
def criteria_archive(request: HttpRequest, version: str) -> HttpResponse:
    """Archive a published version."""
    user = signed_in(request)
    try:
        services.archive_set(actor=user, criteria=get_public_criteria(version))
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
    except OvertakenError:
        messages.error(request, _("This version is archived already."))
    else:
        messages.success(request, _("The version is archived. Cases under it stay under it."))
    return redirect("criteria_sets")
