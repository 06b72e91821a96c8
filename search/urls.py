"""The addresses of the room `search`."""

from django.urls import URLPattern, URLResolver, path

from search.views import saving, searching, wording

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", searching.public_search, name="search"),
    path("work/search/", searching.work_search, name="work_search"),
    path("work/search/keep/", saving.keep, name="search_keep"),
    path("work/search/<int:key>/seen/", saving.seen, name="search_seen"),
    path("work/search/<int:key>/forget/", saving.forget, name="search_forget"),
    path("work/search/words/", wording.words, name="words"),
    path("work/search/words/switch/", wording.switch, name="words_switch"),
]
