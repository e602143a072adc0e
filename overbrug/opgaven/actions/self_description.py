"""What a party says about itself through its link."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.rules import AnyUser
from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import revise
from overbrug.opgaven import rules
from overbrug.opgaven.actions.parties import began_it, mark_own, sort_out
from overbrug.opgaven.models import BY_MEMBER, INVITATION, Party, PartyInvitation
from overbrug.outbox.actions import withdraw

Presence = Party.Presence


@dataclass(frozen=True)
class Told:
    """What somebody filled in on the page of a link."""

    words: dict[str, str]
    # Texts of others that the party takes over as they stand.
    agreed: Collection[str] = ()
    declines: bool = False
    reason: str = ""


class _Group(NamedTuple):
    name: str


@dataclass(frozen=True)
class _InvitedHat:
    """In the history: somebody of this party, through an invitation. Nobody logged in."""

    organisation: Any  # has a name: the organisation, or the group itself
    role: str = INVITATION


@transaction.atomic
def describe_party(
    invitation: PartyInvitation, *, revision: int, told: Told, user: AnyUser
) -> Party:
    """Put what a party says about itself on the page, as read at `revision`; the link is used up.

    Raises EditConflict with both texts when somebody changed the same meanwhile: then, as after
    every refusal, the link still works.
    """
    row = Party.objects.select_for_update().select_related("opgave").get(pk=invitation.party_id)
    if not rules.may_speak_for(user, row):
        raise Refused(
            _("You are logged in for another party. Only the party itself sends this."),
        )
    if told.reason not in ("", row.reason) and not told.declines:
        raise Refused(
            _("You wrote why you do not take part. Tick this too, or empty the reason."),
            field="declines",
        )
    invitation.spend()
    before = copy.copy(row)
    began = row.history.filter(revision=revision).first() or before
    changed = _take_in(row, revision=revision, told=told)
    changed += _take_part(row, told, was=began.presence, says_something=bool(changed))
    if not changed:
        raise Refused(_("Write something, or tick what is right. Nothing has been sent yet."))
    if not rules.may_keep_up(row.opgave, instead_of=before, with_party=row):
        raise Refused(
            _("You are the last organisation that takes part. Speak with the others first."),
            field="declines",
        )
    is_off = row.presence not in rules.TAKES_PART
    if is_off and not rules.may_take_off(user, before):
        raise Refused(began_it(), field="declines")
    sort_out(row)
    row.revision = before.revision + 1
    _save(row, invitation, changed)
    return row


def _take_in(row: Party, *, revision: int, told: Told) -> list[str]:
    """The words that changed or became the party's own."""
    # Words of a member who logged in stay. Whoever reads this revision was told so.
    words = {
        name: text
        for name, text in told.words.items()
        if revision != row.revision or row.own_words.get(name) != BY_MEMBER
    }
    # "That is right" is about the text that was read: of another text nobody said it.
    changed = revise(row, revision=revision, changes=words, ask_about=told.agreed)
    agreed = [
        name
        for name in told.agreed
        if name not in changed and name not in row.own_words and getattr(row, name)
    ]
    mark_own(row, [*changed, *agreed], how=INVITATION)
    return [*changed, *agreed]


def _take_part(row: Party, told: Told, *, was: str, says_something: bool) -> list[str]:
    """The party says that it does not take part; or the chair is not empty any more."""
    if row.own_words.get("reason") == BY_MEMBER and row.presence == Presence.DECLINED:
        return []
    if told.declines:
        if not told.reason:
            words = _("Write why you do not take part. A few words are enough.")
            raise Refused(words, field="reason")
        answer = (Presence.DECLINED, told.reason)
    elif row.presence == was == Presence.DECLINED or (
        row.presence == was == Presence.MISSING and says_something
    ):
        answer = (Presence.INVITED, "")
    else:
        return []
    if answer == (row.presence, row.reason) and "reason" in row.own_words:
        return []
    row.presence, row.reason = answer
    mark_own(row, ["reason"], how=INVITATION)
    return ["presence"]


def _save(row: Party, invitation: PartyInvitation, changed: list[str]) -> None:
    write_as(row, by=None, hat=_InvitedHat(row.organisation or _Group(row.name)))
    row.save()
    invitation.email, invitation.sent_revision = "", row.revision
    invitation.save(update_fields=["email", "sent_revision"])
    withdraw(invitation)
    opgave = row.opgave
    record("party_described", row, role=INVITATION, opgave=opgave.pk, fields=sorted(changed))
    announce("opgave_changed", opgave=opgave, fields=["parties"])
