"""The addresses of the room `search`."""

from django.urls import URLPattern, URLResolver, path

from search import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", views.public_search, name="search"),
    path("work/search/", views.work_search, name="work_search"),
]
