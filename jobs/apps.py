"""Registers the room `jobs` with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room `jobs` as a Django app."""

    name = "jobs"
