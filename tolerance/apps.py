"""Registers the room `tolerance` with Django."""

from django.apps import AppConfig


class ToleranceConfig(AppConfig):
    """The room `tolerance` as a Django app."""

    name = "tolerance"

    def ready(self) -> None:
        """Declare what is searchable."""
        # Models can be imported only once all apps are loaded.
        from tolerance.precedent_index import register_precedents  # noqa: PLC0415
        from tolerance.search_index import register_kinds  # noqa: PLC0415

        register_kinds()
        register_precedents()
