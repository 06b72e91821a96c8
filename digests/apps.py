"""Registers the room `digests` with Django."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    """The room `digests` as a Django app."""

    name = "digests"
