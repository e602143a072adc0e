"""Propose, confirm, change, decline, withdraw and deliver a promise."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, Organisation, User
from overbrug.commitments import rules
from overbrug.commitments.actions.asking import take_back_others
from overbrug.commitments.actions.saving import (
    PERSONAL,
    Status,
    end,
    known,
    locked,
    make_firm,
    same_text,
    save,
)
from overbrug.commitments.models import Commitment
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.revisions import revise
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Opgave, Party


@transaction.atomic
def propose_commitment(
    opgave: Opgave,
    *,
    by: User,
    organisation: Organisation | None = None,
    group: str = "",
    visibility: int = Visibility.PUBLIC,
    is_from_table: bool = False,
    **texts: Any,
) -> Commitment:
    """Propose a promise: a wish until the party itself confirms it.

    What a table approved may be proposed for any party by whoever may release it, which
    `is_from_table` says; the caller has checked that.
    """
    hat = rules.proposing_hat(by, opgave)
    may = is_from_table or rules.may_propose_for(by, opgave, organisation)
    if hat is None or not may:
        raise NotAllowed
    known(texts)
    _offered(visibility)
    who = {"organisation": organisation, "group": "" if organisation else group}
    if (
        not opgave.parties.exclude(presence=Party.Presence.MISSING)
        .filter(organisation=organisation, name=who["group"])
        .exists()
    ):
        raise Refused(_("Choose a party of this opgave."), field="party")
    facts = {**who, **texts, "visibility": visibility}
    same = opgave.commitments.filter(status=Status.PROPOSED, **facts).first()
    if same:
        return same
    commitment = Commitment(opgave=opgave, **facts)
    own = rules.own_hat(by, commitment)
    save(commitment, by=by, hat=own or hat, verb="commitment_proposed")
    return commitment


@transaction.atomic
def change_commitment(
    commitment: Commitment, *, by: User, revision: int, **texts: Any
) -> Commitment:
    """Change the words as read at `revision`. Of a confirmed promise the old text stays to see."""
    row = locked(commitment)
    if not rules.may_change(by, row):
        raise NotAllowed
    if not row.is_open:
        raise Refused(_("This promise is closed. Propose a new one."))
    known(texts)
    # What, when and with which means is one promise: never mix those of two people.
    changed = revise(row, revision=revision, changes=texts, ask_about=tuple(texts))
    if not changed:
        return row
    if row.status == Status.CONFIRMED:
        if row.is_mandated and rules.mandate_for(by, row) is None:
            raise Refused(
                _("This was promised with a mandate. Only somebody with a mandate changes it.")
            )
        row.was_changed = True
    save(row, by=by, hat=_hat(by, row), verb="commitment_changed", fields=changed)
    return row


@transaction.atomic
def confirm(commitment: Commitment, *, by: User, revision: int, speaks_as: str) -> Commitment:
    """Make it a promise, in the organisation's name or on personal title.

    `speaks_as` is what the person saw on opening: the number of a mandate, or "personal". A mandate
    that ended meanwhile confirms nothing: the person decides again.
    """
    row = locked(commitment)
    hat = rules.own_hat(by, row)
    if hat is None:
        raise NotAllowed
    if row.status != Status.PROPOSED and not _may_be_firmer(row):
        return _again(row)
    same_text(row, revision)
    assert row.organisation is not None
    if not rules.takes_part(row.organisation, row.opgave):
        raise Refused(_("Your organisation does not take part in this opgave any more."))
    mandate = rules.mandate_for(by, row) if speaks_as != PERSONAL else None
    if speaks_as != PERSONAL and (mandate is None or str(mandate.pk) != speaks_as):
        raise Refused(
            _(
                "Your mandate does not count any more. Nothing was confirmed. "
                "You can confirm on personal title, or ask your administrator for a new mandate."
            ),
            field="speaks_as",
        )
    if mandate is None and row.status == Status.CONFIRMED:
        return row
    make_firm(row, by=by, mandate_text=mandate.text if mandate else None)
    save(row, by=by, hat=hat, verb="commitment_confirmed", mandated=row.is_mandated)
    take_back_others(row)
    return row


@transaction.atomic
def decline(commitment: Commitment, *, by: User, revision: int, reason: str) -> Commitment:
    """The party says no to a proposal, and why."""
    row = locked(commitment)
    hat = rules.own_hat(by, row)
    if hat is None:
        raise NotAllowed
    if row.status != Status.PROPOSED:
        return _again(row, Status.DECLINED)
    same_text(row, revision)
    end(row, Status.DECLINED, reason)
    save(row, by=by, hat=hat, verb="commitment_declined")
    return row


@transaction.atomic
def withdraw(commitment: Commitment, *, by: User, revision: int, reason: str) -> Commitment:
    """Take a promise back, visibly and with the reason."""
    row = locked(commitment)
    if not rules.may_change(by, row):
        raise NotAllowed
    if not row.is_open:
        return _again(row, Status.WITHDRAWN)
    same_text(row, revision)
    if row.is_mandated and rules.mandate_for(by, row) is None:
        raise Refused(
            _("This was promised with a mandate. Only somebody with a mandate withdraws it.")
        )
    end(row, Status.WITHDRAWN, reason)
    save(row, by=by, hat=_hat(by, row), verb="commitment_withdrawn")
    return row


@transaction.atomic
def deliver(
    commitment: Commitment, *, by: User, revision: int, delivered_on: date, evidence: str
) -> Commitment:
    """The party says that it did what it promised, and how one can see it."""
    row = locked(commitment)
    hat = rules.own_hat(by, row)
    if hat is None:
        raise NotAllowed
    if row.status != Status.CONFIRMED:
        if row.status == Status.PROPOSED:
            raise Refused(_("Confirm this promise first."))
        return _again(row, Status.DELIVERED)
    same_text(row, revision)
    if rules.mandate_for(by, row) is None:
        raise Refused(_("Only somebody with a mandate says that it has been delivered."))
    if delivered_on > timezone.localdate():
        raise Refused(_("This date has yet to come."), field="delivered_on")
    if not evidence:
        raise Refused(_("Write how one can see it."), field="evidence")
    row.status, row.delivered_on, row.evidence = Status.DELIVERED, delivered_on, evidence
    row.is_mandated = True
    row.revision += 1
    save(row, by=by, hat=hat, verb="commitment_delivered")
    return row


@transaction.atomic
def show_to(
    commitment: Commitment,
    *,
    by: User,
    revision: int,
    visibility: int,
    everyone_may_read: bool = False,
) -> Commitment:
    """Choose who sees it. What the party confirmed is shown to more people by the party alone.

    To more than the table shared it with only on purpose, which `everyone_may_read` says.
    """
    row = locked(commitment)
    if not rules.may_choose_visibility(by, row):
        raise NotAllowed
    _offered(visibility)
    before = Visibility(row.visibility)
    if visibility == before:
        return row
    _not_too_wide(row, visibility)
    same_text(row, revision)
    if row.is_mandated and rules.mandate_for(by, row) is None:
        raise Refused(
            _("This was promised with a mandate. Only somebody with a mandate changes it.")
        )
    is_wider = _is_wider_on_purpose(row, visibility, everyone_may_read)
    row.visibility = visibility
    row.revision += 1
    facts = {"before": int(before), "after": int(visibility)}
    facts |= {"wider_than_shared": True} if is_wider else {}
    save(row, by=by, hat=_hat(by, row), verb="commitment_visibility_changed", **facts)
    return row


def _offered(visibility: int) -> None:
    if visibility not in rules.OFFERED:
        raise Refused(_("Choose one from the list."), field="visibility")


def _not_too_wide(row: Commitment, visibility: int) -> None:
    if visibility < rules.widest_for(row):
        raise Refused(
            _("The table shared this with fewer people. It stays among who takes part."),
            field="visibility",
        )


def _is_wider_on_purpose(row: Commitment, visibility: int, everyone_may_read: bool) -> bool:
    """Whether more people see it than the table shared it with; refused unless it was ticked."""
    is_wider = visibility < rules.came_from(row)
    if is_wider and not everyone_may_read:
        raise Refused(
            _("Tick that everyone may read this, or leave it among who takes part."),
            field="everyone",
        )
    return is_wider


def _hat(by: User, row: Commitment) -> Membership | None:
    return rules.own_hat(by, row) or rules.proposing_hat(by, row.opgave)


def _may_be_firmer(row: Commitment) -> bool:
    """Confirmed on personal title: somebody with a mandate may make it firm."""
    return row.status == Status.CONFIRMED and not row.is_mandated


def _again(row: Commitment, wished: Status = Status.CONFIRMED) -> Commitment:
    """Pressed twice is fine; something else that happened meanwhile is said."""
    if row.status == wished:
        return row
    words = _("This has been closed meanwhile: %(status)s.")
    raise Refused(words % {"status": row.get_status_display()})
