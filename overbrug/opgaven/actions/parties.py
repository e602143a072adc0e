"""Who takes part, and who is missing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, User
from overbrug.accounts.rules import membership_in
from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import check, revise
from overbrug.core.visibility import Visibility
from overbrug.opgaven import rules
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.models import Opgave, Party


@transaction.atomic
def add_party(opgave: Opgave, *, by: User, **facts: Any) -> Party:
    """Add an organisation or a voice without one; a missing one is an empty chair."""
    hat = needed_hat(by, opgave)
    party = Party(opgave=opgave, **facts)
    party.stake_is_own = bool(party.stake) and _speaks_for(hat, party)
    _sort_out(party)
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
    # Another name makes it another party: what I wrote was not about that one.
    changed = revise(row, revision=revision, changes=changes, ask_about=("organisation", "name"))
    if not changed:
        return row
    if "stake" in changed:
        _word_stake(row, by=by, was_own=row.stake_is_own)
    _sort_out(row)
    if not rules.may_keep_up(row.opgave, instead_of=party, with_party=row):
        raise Refused(_last_one(), field="presence")
    write_as(row, by=by, hat=hat)
    row.save()
    record("party_changed", row, by=by, hat=hat, opgave=row.opgave_id, fields=changed)
    announce("opgave_changed", opgave=row.opgave, fields=["parties"])
    return row


@transaction.atomic
def remove_party(party: Party, *, by: User) -> Opgave:
    """Take a party off the page; the history keeps what stood there."""
    hat = needed_hat(by, party.opgave)
    if not rules.may_keep_up(party.opgave, instead_of=party):
        raise Refused(_last_one())
    record("party_removed", party, by=by, hat=hat, opgave=party.opgave_id)
    write_as(party, by=by, hat=hat)
    party.delete()
    announce("opgave_changed", opgave=party.opgave, fields=["parties"])
    return party.opgave


def _speaks_for(hat: Membership | None, party: Party) -> bool:
    return hat is not None and hat.organisation_id == party.organisation_id


def _word_stake(party: Party, *, by: User, was_own: bool) -> None:
    """Who belongs to the party speaks for it; what it said itself others leave alone."""
    own = membership_in(by, party.organisation) if party.organisation else None
    if was_own and own is None:
        raise Refused(
            _("This party described its stake itself. Only the party changes these words."),
            field="stake",
        )
    party.stake_is_own = bool(party.stake) and _speaks_for(own, party)


def _last_one() -> str:
    return _("This is the last organisation that takes part. Add another one first.")


def _sort_out(party: Party) -> None:
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
