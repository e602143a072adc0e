"""The app of the live socket."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """Listens to what the apps below announce and passes it on to the room engine."""

    name = "overbrug.realtime"
    label = "realtime"

    def ready(self) -> None:
        """Start listening; without a running engine nothing is passed on."""
        from overbrug.realtime import listening

        listening.connect()
