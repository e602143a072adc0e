"""What happens when somebody leaves: promises stay to be read, open questions stop.

A mandate counts only while its holder works there (`Mandate.objects.valid_on`), and nobody
confirms for a party that left; both need no act. A link in a mail does.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from overbrug.accounts.models import Membership
from overbrug.commitments import rules
from overbrug.commitments.actions.asking import take_back
from overbrug.commitments.models import AnswerLink
from overbrug.core.models import record
from overbrug.opgaven.models import Opgave

FIELDS = "parties"


@transaction.atomic
def on_opgave_changed(*, opgave: Opgave, fields: Any = (), **_facts: Any) -> None:
    """A party left or declined: nobody confirms for it any more."""
    if FIELDS not in fields:
        return
    for link in _open_links().filter(commitment__opgave=opgave):
        if not rules.party_is_here(link.commitment):
            _stop(link, why="party left")


@transaction.atomic
def on_membership_ended(*, membership: Membership, **_facts: Any) -> None:
    """Who may not ask any more has no questions open."""
    for link in _open_links().filter(asked_by=membership.user_id):
        if not rules.may_ask(membership.user, link.commitment):
            _stop(link, why="asker left")


def _open_links() -> Any:
    links = AnswerLink.objects.open()
    return links.select_related("commitment__organisation", "commitment__opgave")


def _stop(link: AnswerLink, *, why: str) -> None:
    take_back(link)
    row = link.commitment
    record("commitment_question_revoked", row, role=why, opgave=row.opgave_id)
