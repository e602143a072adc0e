"""The app of people and organisations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships and their roles."""

    name = "overbrug.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Sessions that ended are cleared, with what they held; colleagues are a first step."""
        from allauth.mfa.signals import authenticator_added, authenticator_used
        from allauth.usersessions.models import UserSession
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import pre_save

        from overbrug.accounts import devices, first_steps
        from overbrug.accounts.factors import notices, proof
        from overbrug.accounts.sessions import clear_ended, keep_little, note_login
        from overbrug.core import sweeping

        sweeping.register("sessions", clear_ended)
        first_steps.register("colleagues", first_steps.colleagues, order=30)
        authenticator_added.connect(proof.on_added)
        authenticator_used.connect(notices.on_used)
        pre_save.connect(keep_little, sender=UserSession)
        user_logged_in.connect(note_login)
        user_logged_in.connect(devices.note_login)
