"""A link by which a party describes itself, without an account."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from overbrug.accounts.models import Organisation
from overbrug.core.links import MailedLink
from overbrug.opgaven.models.opgaven import Opgave, Party


class PartyInvitation(MailedLink):
    """Asks a party for its own stake, goal and contribution; asked for by an organisation."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="invitations")
    # Who asks is an organisation: what people see never names a person.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Emptied once the link is of no use any more.
    email = models.EmailField(blank=True)
    # The revision of the party that the answer made: who sent it may read it back.
    sent_revision = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.party}, {self.public_id}"

    @property
    def opgave(self) -> Opgave:
        """The opgave in which the party is asked."""
        return self.party.opgave
