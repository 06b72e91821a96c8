"""Registers `config` as an app so that its management commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as a Django app; it owns no model."""

    name = "config"
    label = "config"
