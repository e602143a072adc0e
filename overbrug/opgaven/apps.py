"""The app of opgaven: from the current to the desired situation, and who takes part."""

from django.apps import AppConfig


class OpgavenConfig(AppConfig):
    """Opgaven, their parties and their figures."""

    name = "overbrug.opgaven"
    label = "opgaven"

    def ready(self) -> None:
        """Addresses of invitations that ran out are forgotten within a minute; hear who leaves."""
        from django.db.models.signals import post_delete

        from overbrug.core import events
        from overbrug.core.sweeping import register
        from overbrug.opgaven import leaving
        from overbrug.opgaven.actions import erase_addresses
        from overbrug.opgaven.models import PartyInvitation

        register("party_invitations", erase_addresses)
        events.listen("membership_ended", leaving.on_membership_ended)
        post_delete.connect(
            leaving.on_invitation_deleted, sender=PartyInvitation, dispatch_uid="party-invitation"
        )
