"""Registers the room `search` with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search` as a Django app."""

    name = "search"
