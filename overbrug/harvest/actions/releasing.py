"""Bring a promise of a table to the bridge as a proposal, or set a line aside, or take it up again.

Nothing here reads an address from the words of a table: mail goes to an address that the promising
organisation registered, or to one that the person who releases typed, or nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.commitments.actions import ask_to_confirm, propose_commitment
from overbrug.commitments.rules import proposing_hat
from overbrug.core.errors import Conflict, NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.models import Table
from overbrug.harvest import network, rules
from overbrug.harvest.candidates import PROMISE
from overbrug.harvest.models import Adoption, HarvestLine, Release
from overbrug.lib.text import clean_line
from overbrug.opgaven.rules import editing_hat

if TYPE_CHECKING:
    from overbrug.accounts.models import Membership, User
    from overbrug.commitments.models import RegisteredAddress
    from overbrug.opgaven.models import Opgave, Party

REASON_LENGTH = 300


class Ask(NamedTuple):
    """To whom the question to confirm goes: a registered address, or one that was typed now.

    `site` is where the party reaches this server.
    """

    site: str
    address: RegisteredAddress | None = None
    email: str = ""


class AlreadyDecided(Conflict):
    """Somebody decided on this line first; nothing was done twice."""

    def __init__(self, decision: Release | Adoption) -> None:
        super().__init__(_("Somebody decided on this line already. Nothing was added twice."))
        self.decision = decision


@transaction.atomic
def release(
    line: HarvestLine,
    *,
    by: User,
    party: Party,
    visibility: int,
    ask: Ask | None = None,
    **words: Any,
) -> Release:
    """Make a promise line a proposal of this party, once. It is a wish until the party says yes.

    With `ask` the question to confirm it goes out in the same transaction.
    """
    opgave = _taken(line, by)
    if line.kind != PROMISE:
        raise Refused(_("This line is no promise."), field="line")
    if visibility < line.visibility:
        raise Refused(
            _("The table shared this with fewer people. It stays among who takes part."),
            field="visibility",
        )
    if party.opgave_id != opgave.pk:
        raise Refused(_("Choose a party of this opgave."), field="party")
    commitment = propose_commitment(
        opgave,
        by=by,
        organisation=party.organisation,
        group=party.name,
        visibility=visibility,
        is_from_table=True,
        **words,
    )
    made = Release.objects.create(line=line, commitment=commitment)
    if ask is not None:
        ask_to_confirm(commitment, by=by, address=ask.address, email=ask.email, site=ask.site)
    _record("promise_released", commitment, line, by)
    announce("promise_released", release=made)
    return made


@transaction.atomic
def set_aside(line: HarvestLine, *, by: User, reason: str = "") -> Release | Adoption:
    """Do nothing with a line, and say why when it is a promise; it can be taken up again."""
    opgave = _taken(line, by)
    if line.kind != PROMISE:
        if not rules.may_decide_on_harvest(by, opgave):
            raise NotAllowed
        aside = Adoption.objects.create(line=line, is_adopted=False)
        _record("line_set_aside", line, line, by)
        return aside
    if not clean_line(reason):
        raise Refused(_("Write why, in one sentence."), field="reason")
    if len(clean_line(reason)) > REASON_LENGTH:
        words = _("Make it shorter: at most %(most)s characters.") % {"most": REASON_LENGTH}
        raise Refused(words, field="reason")
    kept = Release.objects.create(line=line, reason=clean_line(reason))
    _record("promise_set_aside", line, line, by)
    return kept


@transaction.atomic
def take_up_again(line: HarvestLine, *, by: User) -> None:
    """Undo setting aside: the line waits again. What was released or adopted stays."""
    opgave = _lock(line, by)
    decision = network.decision_on(line)
    if decision is None:
        return
    if isinstance(decision, Release) and decision.commitment_id:
        raise AlreadyDecided(decision)
    if isinstance(decision, Adoption):
        if not rules.may_decide_on_harvest(by, opgave):
            raise NotAllowed
        if decision.is_adopted:
            raise AlreadyDecided(decision)
    decision.delete()
    _record("line_taken_up_again", line, line, by)


def _taken(line: HarvestLine, by: User) -> Opgave:
    """Lock the words of this table for this person, unless somebody decided on them."""
    opgave = _lock(line, by)
    if decision := network.decision_on(line):
        raise AlreadyDecided(decision)
    return opgave


def _lock(line: HarvestLine, by: User) -> Opgave:
    if not rules.may_release(by, line):
        raise NotAllowed
    # The same words may have left twice, so the table is locked and not the line.
    Table.objects.select_for_update().get(pk=line.page.table_id)
    opgave = line.page.table.dialogue.opgave
    assert opgave is not None
    return opgave


def _record(verb: str, subject: Any, line: HarvestLine, by: User) -> None:
    dialogue = line.page.table.dialogue
    record(verb, subject, by=by, hat=hat_of(by, line), line=line.pk, dialogue=dialogue.public_id)


def hat_of(by: User, line: HarvestLine) -> Membership | None:
    """In which role somebody decides on a line."""
    opgave = line.page.table.dialogue.opgave
    assert opgave is not None
    return editing_hat(by, opgave) or proposing_hat(by, opgave)
