"""The app of harvests: what a table lets out of the room, and what comes of those lines."""

from django.apps import AppConfig


class HarvestConfig(AppConfig):
    """Marks, proposed pages, approved lines, and the promises that are released from them."""

    name = "overbrug.harvest"
    label = "harvest"
