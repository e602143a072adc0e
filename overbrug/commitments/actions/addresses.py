"""Registered addresses: an organisation says which mailbox speaks for it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation, User
from overbrug.accounts.rules import membership_in
from overbrug.commitments import rules
from overbrug.commitments.actions.asking import take_back
from overbrug.commitments.models import AnswerLink, RegisteredAddress
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.core.revisions import check
from overbrug.outbox.writing import one_address


@transaction.atomic
def register_address(
    organisation: Organisation,
    *,
    by: User,
    email: str,
    role: str,
    text: str,
    valid_from: date,
    valid_until: date | None = None,
) -> RegisteredAddress:
    """Record that whoever reads this mailbox may promise in the organisation's name."""
    if not rules.may_record_mandates(by, organisation):
        raise NotAllowed
    if valid_until and valid_until < valid_from:
        raise Refused(_("The last day comes before the first. Swap them."), field="valid_until")
    if valid_until and valid_until < timezone.localdate():
        raise Refused(_("The last day has passed. Choose a later one."), field="valid_until")
    email = one_address(email)
    facts = {"text": text, "role": role, "valid_from": valid_from, "valid_until": valid_until}
    known = organisation.registered_addresses.filter(email=email)
    if same := known.filter(**facts).first():
        return same
    if any(not address.has_ended for address in known):
        raise Refused(
            _("This address is registered already. End that one first, then register it anew."),
            field="email",
        )
    address = RegisteredAddress(organisation=organisation, recorded_by=by, email=email, **facts)
    check(address)
    address.save()
    record("address_registered", address, by=by, hat=membership_in(by, organisation))
    return address


@transaction.atomic
def end_address(address: RegisteredAddress, *, by: User) -> RegisteredAddress:
    """From now on it speaks for nobody: its open links stop, and the address itself is erased."""
    organisation = address.organisation
    if not rules.may_record_mandates(by, organisation):
        raise NotAllowed
    if not address.email:
        return address
    for link in AnswerLink.objects.filter(address=address, used_at=None, revoked_at=None):
        take_back(link)
    if not address.has_ended:
        yesterday = timezone.localdate() - timedelta(days=1)
        address.valid_until = yesterday
        address.valid_from = min(address.valid_from, yesterday)
    address.email = ""
    address.save(update_fields=["valid_from", "valid_until", "email"])
    record("address_ended", address, by=by, hat=membership_in(by, organisation))
    return address
