"""The app of opgaven: from the current to the desired situation, and who takes part."""

from django.apps import AppConfig


class OpgavenConfig(AppConfig):
    """Opgaven, their parties and their figures."""

    name = "overbrug.opgaven"
    label = "opgaven"
