"""The app of mail that has to go out: kept, tried again, and emptied once it has gone."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail as rows, so that nothing is lost while a mail server is down."""

    name = "overbrug.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Sent last in a sweep, so that what others post in it goes at once."""
        from overbrug.core import sweeping
        from overbrug.outbox import sending

        sweeping.register("outbox", sending.send_due, order=90, after_restore=sending.hold_back)
