"""Mandates: an organisation says who may promise in its name."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, Role, User
from overbrug.accounts.rules import membership_in
from overbrug.commitments import rules
from overbrug.commitments.models import Mandate
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.core.revisions import check


@transaction.atomic
def record_mandate(
    membership: Membership,
    *,
    by: User,
    text: str,
    valid_from: date,
    valid_until: date | None = None,
) -> Mandate:
    """Record that this member may promise in the organisation's name."""
    organisation = membership.organisation
    if not rules.may_record_mandates(by, organisation):
        raise NotAllowed
    works_here = membership.accepted_at and not membership.ended_at
    if not works_here or membership.role == Role.GUEST:
        raise Refused(_("Choose somebody who works here."), field="membership")
    if valid_until and valid_until < valid_from:
        raise Refused(_("The last day comes before the first. Swap them."), field="valid_until")
    facts = {"text": text, "valid_from": valid_from, "valid_until": valid_until}
    if same := Mandate.objects.filter(membership=membership, **facts).first():
        return same
    mandate = Mandate(membership=membership, recorded_by=by, **facts)
    check(mandate)
    mandate.save()
    record("mandate_recorded", mandate, by=by, hat=membership_in(by, organisation))
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User) -> Mandate:
    """From now on it does not count; what was promised with it stays promised."""
    organisation = mandate.membership.organisation
    if not rules.may_record_mandates(by, organisation):
        raise NotAllowed
    if not mandate.has_ended:
        yesterday = timezone.localdate() - timedelta(days=1)
        mandate.valid_until = yesterday
        mandate.valid_from = min(mandate.valid_from, yesterday)
        mandate.save(update_fields=["valid_from", "valid_until"])
        record("mandate_ended", mandate, by=by, hat=membership_in(by, organisation))
    return mandate
