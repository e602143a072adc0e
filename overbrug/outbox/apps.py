"""The app of mail that has to go out: kept, tried again, and emptied once it has gone."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail as rows, so that nothing is lost while a mail server is down."""

    name = "overbrug.outbox"
    label = "outbox"
