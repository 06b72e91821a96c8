"""Registers the room `feedback` with Django."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The room `feedback` as a Django app."""

    name = "feedback"
