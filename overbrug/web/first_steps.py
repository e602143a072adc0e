"""The first steps of an organisation that are about promises (`accounts.first_steps`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from overbrug.accounts.first_steps import Step
from overbrug.commitments.queries import mandates_of, working_addresses

if TYPE_CHECKING:
    from overbrug.accounts.models import Organisation


def mandate(organisation: Organisation) -> Step:
    """Somebody may promise in its name."""
    return Step(
        what=_("Record who may promise"),
        why=_("Only somebody with a mandate promises in the name of the organisation. Also you."),
        is_done=any(not m.has_ended for m in mandates_of(organisation)),
        button=_("Record a mandate"),
        address=reverse("commitments:record_mandate", args=[organisation.public_id]),
    )


def address(organisation: Organisation) -> Step:
    """A mailbox that speaks for it."""
    return Step(
        what=_("Register a mail address"),
        why=_("Whoever reads that mailbox can confirm a promise by mail, without logging in."),
        is_done=working_addresses(organisation).exists(),
        button=_("Register an address"),
        address=reverse("commitments:register_address", args=[organisation.public_id]),
    )
