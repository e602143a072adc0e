"""Registered addresses: an organisation says which mailbox speaks for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

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
    if not address.has_ended:
        yesterday = timezone.localdate() - timedelta(days=1)
        address.valid_until = yesterday
        address.valid_from = min(address.valid_from, yesterday)
    _end(address)
    record("address_ended", address, by=by, hat=membership_in(by, organisation))
    return address


def end_run_out(now: datetime) -> int:
    """End the addresses whose last day has passed, as their administrator would; how many."""
    today = timezone.localdate(now)
    over = RegisteredAddress.objects.exclude(email="").filter(valid_until__lt=today)
    return sum(_run_out(pk, today) for pk in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _run_out(pk: int, today: date) -> int:
    still = RegisteredAddress.objects.select_for_update().exclude(email="")
    address = still.filter(pk=pk, valid_until__lt=today).first()
    if address is None:  # ended by somebody meanwhile
        return 0
    _end(address)
    record("address_ended", address, role="date passed")
    return 1


def _end(address: RegisteredAddress) -> None:
    for link in AnswerLink.objects.open().filter(address=address):
        take_back(link)
    address.email = ""
    address.save(update_fields=["valid_from", "valid_until", "email"])
