"""Registers `config` as an app so that its management commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as a Django app; it owns no model."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Give the acts in the audit trail their names; the rooms' models are there only from now on."""
        from config.acts import name_all  # noqa: PLC0415

        name_all()
