"""Registers the room `tolerance` with Django."""

from django.apps import AppConfig


class ToleranceConfig(AppConfig):
    """The room `tolerance` as a Django app."""

    name = "tolerance"
