"""The addresses of the room `digests`."""

from django.urls import URLPattern, URLResolver, path

from digests.views import edition, lists

urlpatterns: list[URLPattern | URLResolver] = [
    path("work/digests/", lists.digests, name="digests"),
    path("work/digests/build/", lists.digest_build, name="digest_build"),
    path("work/digests/<int:edition_id>/", edition.digest, name="digest"),
    path("work/digests/<int:edition_id>/progress/", edition.digest_progress, name="digest_progress"),
    path("work/digests/<int:edition_id>.pdf", edition.digest_pdf, name="digest_pdf"),
]
