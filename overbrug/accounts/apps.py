"""The app of people and organisations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships and their roles."""

    name = "overbrug.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Sessions that ended are cleared, with what they held; colleagues are a first step."""
        from overbrug.accounts import first_steps
        from overbrug.accounts.sessions import clear_ended
        from overbrug.core import sweeping

        sweeping.register("sessions", clear_ended)
        first_steps.register("colleagues", first_steps.colleagues, order=30)
