"""The organisation's own words: the list, the form to add to it, and what a group of words changes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from search import wording
from search.forms import WordsForm
from search.lexicon import group_of


@login_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """List all groups; show what the words in `try` find alone and together; add what is sent."""
    user = signed_in(request)
    wording.check(user)
    tried = group_of(request.GET.get("try", ""))
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"words": " ".join(tried)})
    if form.is_valid() and "show" in request.POST:
        tried = group_of(form.cleaned_data["words"])
    elif form.is_valid():
        try:
            wording.add_words(actor=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The words are added; they count from now on."))
            return redirect("words")
    context = {"form": form, "entries": wording.entries(), "effects": wording.effects(tried, user)}
    return render(request, "search/words.html", context)


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Take out a group, or switch one of the program off or on."""
    try:
        wording.switch_words(words=request.POST.get("words", ""), actor=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The words are changed; it counts from now on."))
    return redirect("words")
