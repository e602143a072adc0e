"""The app of conversation cards."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Card files, and the unchanging versions a dialogue points to."""

    name = "overbrug.cards"
    label = "cards"
