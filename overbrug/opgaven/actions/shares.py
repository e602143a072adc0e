"""Which part of a target each partner takes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.accounts.rules import membership_in
from overbrug.core.errors import Refused
from overbrug.opgaven.actions import parts
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.models import Indicator, Opgave, Share
from overbrug.opgaven.rules import EDITING_ROLES


@transaction.atomic
def add_share(indicator: Indicator, *, by: User, **facts: Any) -> Share:
    """Write down which part of the target a party takes."""
    needed_hat(by, indicator.opgave)
    if indicator.shares.filter(party=facts["party"]).exists():
        raise Refused(_("The part of this party stands here already."), field="party")
    share = Share(indicator=indicator, **facts)
    share.is_own = _is_own(share, by)
    return parts.add(share, by=by, sort_out=_sort_out)


@transaction.atomic
def change_share(share: Share, *, by: User, revision: int, **changes: Any) -> Share:
    """Change it as read at `revision`; what a party said itself is no longer its word then,

    unless the party changes it. Raises EditConflict with both texts.
    """
    rows = Share.objects.select_for_update(of=("self",)).select_related(
        "indicator__opgave", "party__organisation"
    )
    row = rows.get(pk=share.pk)
    party = changes.get("party", row.party)
    others = row.indicator.shares.filter(party=party).exclude(pk=row.pk)
    if others.exists():
        raise Refused(_("The part of this party stands here already."), field="party")

    def sort_out(changed: Share) -> None:
        changed.is_own = _is_own(changed, by)
        _sort_out(changed)

    return parts.change(row, by=by, revision=revision, changes=changes, sort_out=sort_out)


@transaction.atomic
def remove_share(share: Share, *, by: User) -> Opgave:
    """Take it off the page; the history keeps it."""
    return parts.remove(share, by=by)


def _is_own(share: Share, by: User) -> bool:
    """Somebody who edits for the party itself wrote it."""
    if share.party.organisation is None:
        return False
    hat = membership_in(by, share.party.organisation)
    return hat is not None and hat.role in EDITING_ROLES


def _sort_out(share: Share) -> None:
    if share.party.opgave_id != share.indicator.opgave_id or share.party.is_missing:
        raise Refused(_("Choose one from the list."), field="party")
    if not share.indicator.is_number:
        raise Refused(_("Only a figure has a target to divide."), field="value")
