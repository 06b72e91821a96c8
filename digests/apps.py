"""Registers the room `digests` with Django, and what it makes searchable with the search."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    """The room `digests` as a Django app."""

    name = "digests"

    def ready(self) -> None:
        """Declare editions to the search, once all models are loaded."""
        from digests.search_index import register_kinds  # noqa: PLC0415  # models are not loaded before this

        register_kinds()
