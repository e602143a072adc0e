"""Who takes part, and who is missing."""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.accounts.rules import membership_in
from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import check, revise
from overbrug.core.visibility import Visibility
from overbrug.opgaven import rules
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.invitations import take_back
from overbrug.opgaven.models import BY_MEMBER, OWN_WORDS, Opgave, Party


@transaction.atomic
def add_party(opgave: Opgave, *, by: User, **facts: Any) -> Party:
    """Add an organisation or a voice without one; a missing one is an empty chair."""
    hat = needed_hat(by, opgave)
    party = Party(opgave=opgave, **facts)
    if hat.organisation_id == party.organisation_id and party.organisation_id:
        mark_own(party, OWN_WORDS, how=BY_MEMBER)
    sort_out(party)
    write_as(party, by=by, hat=hat)
    party.save()
    record("party_added", party, by=by, hat=hat, opgave=opgave.pk)
    announce("opgave_changed", opgave=opgave, fields=["parties"])
    return party


@transaction.atomic
def change_party(party: Party, *, by: User, revision: int, **changes: Any) -> Party:
    """Change a party as read at `revision`; raises EditConflict with both texts."""
    row = Party.objects.select_for_update().select_related("opgave").get(pk=party.pk)
    hat = needed_hat(by, row.opgave)
    before = copy.copy(row)
    # Another name makes it another party: what I wrote was not about that one.
    changed = revise(row, revision=revision, changes=changes, ask_about=("organisation", "name"))
    if not changed:
        return row
    _keep_own_words(row, changed, by=by, was_declined=before.presence == Party.Presence.DECLINED)
    sort_out(row)
    if not rules.may_keep_up(row.opgave, instead_of=party, with_party=row):
        raise Refused(last_one(), field="presence")
    _must_stay_on(before, row, by=by)
    write_as(row, by=by, hat=hat)
    row.save()
    if "organisation" in changed or "name" in changed:
        _take_back_invitations(row)
    record("party_changed", row, by=by, hat=hat, opgave=row.opgave_id, fields=changed)
    announce("opgave_changed", opgave=row.opgave, fields=["parties"])
    return row


@transaction.atomic
def remove_party(party: Party, *, by: User) -> Opgave:
    """Take a party off the page; the history keeps what stood there."""
    hat = needed_hat(by, party.opgave)
    if not rules.may_keep_up(party.opgave, instead_of=party):
        raise Refused(last_one())
    if not rules.may_take_off(by, party):
        raise Refused(began_it())
    record("party_removed", party, by=by, hat=hat, opgave=party.opgave_id)
    write_as(party, by=by, hat=hat)
    party.delete()
    announce("opgave_changed", opgave=party.opgave, fields=["parties"])
    return party.opgave


def mark_own(party: Party, names: Collection[str], *, how: str) -> None:
    """Remember that the party itself wrote these words; words that went are nobody's."""
    own = {name: said for name, said in party.own_words.items() if name not in names}
    party.own_words = own | {name: how for name in names if getattr(party, name)}


def _keep_own_words(row: Party, changed: list[str], *, by: User, was_declined: bool) -> None:
    """Who belongs to the party speaks for it; what it said itself others leave alone."""
    words = [name for name in OWN_WORDS if name in changed]
    if row.organisation and membership_in(by, row.organisation) and "organisation" not in changed:
        mark_own(row, words, how=BY_MEMBER)
        return
    for name in words:
        if name in row.own_words:
            raise Refused(_not_yours(), field=name)
    if row.own_words and ("organisation" in changed or "name" in changed):
        raise Refused(
            _("This party described itself. Add the other one as a new party."),
            field="organisation" if "organisation" in changed else "name",
        )
    if was_declined and "presence" in changed and "reason" in row.own_words:
        raise Refused(
            _("This party wrote that it does not take part. Ask it again with an invitation."),
            field="presence",
        )


def _take_back_invitations(row: Party) -> None:
    """Who was asked was another party: its link never speaks for this one."""
    for invitation in row.invitations.open():
        take_back(invitation)
        record("invitation_revoked", row, role="other party", opgave=row.opgave_id)


def _not_yours() -> str:
    return _("The party wrote this itself. Only the party changes these words.")


def last_one() -> str:
    """Why the last organisation stays."""
    return _("This is the last organisation that takes part. Add another one first.")


def began_it() -> str:
    """Why others do not take the first organisation off its own opgave."""
    return _("This organisation began the opgave. Only somebody of it takes it off this page.")


def _must_stay_on(before: Party, after: Party, *, by: User) -> None:
    is_another = before.organisation_id != after.organisation_id
    is_off = is_another or after.presence not in rules.TAKES_PART
    if is_off and not rules.may_take_off(by, before):
        raise Refused(began_it(), field="organisation" if is_another else "presence")


def sort_out(party: Party) -> None:
    """Refuse what a party cannot be; names the field and the mend."""
    if not party.organisation and not party.name:
        raise Refused(_("Choose an organisation, or give the group a name."), field="name")
    others = Party.objects.filter(opgave=party.opgave_id).exclude(pk=party.pk)
    if party.presence == Party.Presence.DECLINED and not party.reason:
        raise Refused(
            _("Write why this party does not want to take part. Not known? Write that."),
            field="reason",
        )
    if party.organisation:
        if party.name:
            raise Refused(
                _("You also chose an organisation. Keep one of the two, and empty the other."),
                field="name",
            )
        if others.filter(organisation=party.organisation).exists():
            raise Refused(_("This organisation is already here."), field="organisation")
        _keep_inside(party)
    elif others.filter(organisation=None, name__iexact=party.name).exists():
        raise Refused(_("This group is already here."), field="name")
    check(party)


def _keep_inside(party: Party) -> None:
    """A page for one organisation has to be opened up before another can take part."""
    opgave = party.opgave
    takes_part = party.presence in rules.TAKES_PART and party.organisation_id != opgave.home_id
    if takes_part and opgave.visibility == Visibility.ORGANISATION:
        raise Refused(
            _("Only your organisation sees this opgave. First choose who else may see it."),
            field="organisation",
        )
