"""The app of shared parts."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Audit trail, visibility, errors, base templates."""

    name = "overbrug.core"
    label = "core"
