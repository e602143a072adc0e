"""The app of pages that belong to no single app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, what we promise about privacy and accessibility, errors."""

    name = "overbrug.web"
    label = "web"
