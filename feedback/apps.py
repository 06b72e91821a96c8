"""Registers the room `feedback` with Django, and what it makes searchable with the search."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The room `feedback` as a Django app."""

    name = "feedback"

    def ready(self) -> None:
        """Declare reports and problems to the search, once all models are loaded."""
        from feedback.search_index import register_kinds  # noqa: PLC0415  # models are not loaded before this

        register_kinds()
