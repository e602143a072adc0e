"""An organisation says what it has to give."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation, User
from overbrug.accounts.rules import membership_in
from overbrug.commitments import rules
from overbrug.commitments.models import Capacity
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.core.revisions import check


@transaction.atomic
def declare_capacity(
    organisation: Organisation, *, by: User, kind: str, unit: str, amount: Decimal, note: str = ""
) -> Capacity:
    """What it can give of this kind; of the same kind and unit the last word counts."""
    if not rules.may_record_mandates(by, organisation):
        raise NotAllowed
    if amount <= 0:
        raise Refused(_("Write how much there is, or take it away."), field="amount")
    known = organisation.capacities.filter(kind=kind, unit__iexact=unit).first()
    row = known or Capacity(organisation=organisation, kind=kind, unit=unit)
    if known and (known.amount, known.note) == (amount, note):
        return known
    row.amount, row.note, row.declared_at = amount, note, timezone.now()
    check(row)
    row.save()
    record("capacity_declared", row, by=by, hat=membership_in(by, organisation))
    return row


@transaction.atomic
def end_capacity(capacity: Capacity, *, by: User) -> None:
    """Say nothing any more about what it has to give."""
    organisation = capacity.organisation
    if not rules.may_record_mandates(by, organisation):
        raise NotAllowed
    record("capacity_ended", capacity, by=by, hat=membership_in(by, organisation))
    capacity.delete()
