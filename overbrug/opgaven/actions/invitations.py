"""Ask a party to describe itself by a link, and take the link back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.errors import Refused
from overbrug.core.models import DomainEvent, record
from overbrug.lib.text import without_link
from overbrug.opgaven import rules
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.models import Party, PartyInvitation
from overbrug.outbox.actions import post, withdraw

MOST_OPEN = 5
# Enough for every party of a large opgave, too few to bother the world with.
MOST_A_DAY = 40


class NewInvitation(NamedTuple):
    """An invitation with its whole address, which is nowhere else."""

    invitation: PartyInvitation
    link: str


@transaction.atomic
def invite_party(party: Party, *, by: User, site: str, email: str = "") -> NewInvitation:
    """A link by which a party describes itself; `site` is where others reach this server."""
    hat = needed_hat(by, party.opgave)
    if not rules.may_be_asked(party):
        raise Refused(
            _("Only your organisation sees this opgave. First choose who else may see it.")
        )
    _not_too_many(party, by=by)
    invitation, token = PartyInvitation.make(
        party=party, organisation=hat.organisation, asked_by=by, email=email
    )
    link = site + reverse("opgaven:open_invitation", args=[token])
    if email:
        _mail(invitation, link)
    record("party_invited", party, by=by, hat=hat, opgave=party.opgave_id, mailed=bool(email))
    return NewInvitation(invitation, link)


@transaction.atomic
def revoke_invitation(invitation: PartyInvitation, *, by: User) -> PartyInvitation:
    """Make the link worthless; one that was used stays used."""
    hat = needed_hat(by, invitation.opgave)
    if invitation.state == "open":
        take_back(invitation)
        record("invitation_revoked", invitation.party, by=by, hat=hat, opgave=invitation.opgave.pk)
    return invitation


def take_back(invitation: PartyInvitation) -> None:
    """End a link, what of its mail has not gone, and the address."""
    invitation.revoke()
    withdraw(invitation)
    invitation.email = ""
    invitation.save(update_fields=["email"])


def erase_addresses(now: datetime) -> int:
    """Forget the address of each invitation that ran out; the others went when they ended."""
    expired = PartyInvitation.objects.exclude(email="").filter(expires_at__lte=now)
    return expired.update(email="")


def _not_too_many(party: Party, *, by: User) -> None:
    if party.invitations.open().count() >= MOST_OPEN:
        raise Refused(
            _("There are already %(count)d open invitations. Revoke one first.")
            % {"count": MOST_OPEN}
        )
    since = timezone.now() - timedelta(days=1)
    # Counted in the audit trail: an invitation goes with its party, and that it was made stays.
    made = DomainEvent.objects.filter(verb="party_invited", person=by, happened_at__gt=since)
    if made.count() >= MOST_A_DAY:
        words = _("You made %(count)d invitations today. Go on tomorrow.")
        raise Refused(words % {"count": MOST_A_DAY})


def _mail(invitation: PartyInvitation, link: str) -> None:
    language = get_language() or "nl"
    post(
        to=invitation.email,
        template="opgaven/mail/party_invitation",
        context={
            # Who reads it asked for no mail: the link in it is ours alone.
            "party": without_link(str(invitation.party)),
            "opgave": without_link(invitation.opgave.title),
            "question": without_link(invitation.opgave.question),
            "organisation": without_link(invitation.organisation.name, _("An organisation")),
            "until": date_format(invitation.expires_at, "j F Y"),
            "link": link,
        },
        language=language,
        about=invitation,
    )
