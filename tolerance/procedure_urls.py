"""The addresses around a case's procedure: letters before they are issued and after, for those who check them."""

from django.urls import URLPattern, URLResolver, path

from tolerance.views import letters, verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", verify.verify, name="verify"),
    path("work/cases/<uuid:case_id>/preview/<slug:target>.pdf", letters.letter_preview, name="letter_preview"),
]
