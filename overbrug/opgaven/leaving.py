"""What happens when somebody leaves, or a party is removed: the invitations stop."""

from __future__ import annotations

from typing import Any

from overbrug.accounts.models import Membership
from overbrug.core.models import record
from overbrug.opgaven import rules
from overbrug.opgaven.actions.invitations import take_back
from overbrug.opgaven.models import PartyInvitation
from overbrug.outbox.actions import withdraw


def on_membership_ended(*, membership: Membership, **_facts: Any) -> None:
    """Who may not invite any more has no invitations open."""
    theirs = PartyInvitation.objects.open().filter(asked_by=membership.user_id)
    for invitation in theirs.select_related("party__opgave"):
        if rules.editing_hat(membership.user, invitation.opgave) is None:
            take_back(invitation)
            record(
                "invitation_revoked",
                invitation.party,
                role="asker left",
                opgave=invitation.party.opgave_id,
            )


def on_invitation_deleted(instance: PartyInvitation, **_facts: Any) -> None:
    """It goes with its party; no mail leaves with a link that opens nothing."""
    withdraw(instance)
