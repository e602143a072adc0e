"""The app of people and organisations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships and their roles."""

    name = "overbrug.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Sessions that ended are cleared, with what they held."""
        from overbrug.accounts.sessions import clear_ended
        from overbrug.core import sweeping

        sweeping.register("sessions", clear_ended)
