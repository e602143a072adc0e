"""Send a proposal to the parties, answer it, withdraw it, make it the new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, User
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import DomainEvent, record
from overbrug.core.revisions import check
from overbrug.opgaven import agreed, proposing
from overbrug.opgaven.actions.indicators import sort_indicator
from overbrug.opgaven.actions.opgaven import sort_opgave
from overbrug.opgaven.actions.proposal_mails import tell_the_others
from overbrug.opgaven.models import AGREED_HAT, Indicator, Opgave, Party, Proposal, ProposalAnswer

DAYS_TO_ANSWER = 21
MOST_DAYS = 366
# Each writes to the editors of all parties.
MOST_A_DAY = 10


@dataclass(frozen=True)
class _AgreedHat:
    """In the history: agreed on by the parties, proposed by this organisation."""

    organisation: Any
    role: str = AGREED_HAT


@transaction.atomic
def send_proposal(
    proposal: Proposal, *, by: User, reason: str, answer_by: date, site: str
) -> Proposal:
    """Show a draft to the parties; the organisation that proposes it supports it.

    Their editors get a mail; `site` is where others reach this server.
    """
    row, hat = _locked(proposal), proposing.hat_for(by, proposal)
    if hat is None:
        raise NotAllowed
    if not row.is_draft:
        raise Refused(_("This proposal has been shown to the parties already."))
    if not reason:
        raise Refused(_("Write why. The others decide on it."), field="reason")
    _check_day(answer_by)
    _not_too_many(by)
    _must_fit(row)
    if agreed.standing(agreed.subject_of(row), row.after, also_drafts_of=hat.organisation) != row:
        raise Refused(_("There is another proposal about this. Answer that one first."))
    row.reason, row.answer_by = reason, answer_by
    row.state, row.sent_at = Proposal.State.OPEN, timezone.now()
    row.save()
    record("proposal_sent", row, by=by, hat=hat, opgave=row.opgave_id)
    own = row.opgave.parties.filter(organisation=hat.organisation).first()
    if own is not None:
        ProposalAnswer.objects.create(proposal=row, party=own, supports=True, answered_by=by)
    tell_the_others(row, site=site)
    return row


@transaction.atomic
def answer_proposal(
    proposal: Proposal, *, party: Party, by: User, supports: bool, reason: str = ""
) -> Proposal:
    """One party supports it or objects with a reason. Once all support it, it is the new version.

    A party may change its answer as long as the proposal is open.
    """
    row = _locked(proposal)
    hat = proposing.answering_hat(by, party)
    if hat is None or party.opgave_id != row.opgave_id:
        raise NotAllowed
    if not row.is_open:
        raise Refused(_("This proposal is closed: nobody can answer it any more."))
    if not supports and not reason:
        raise Refused(
            _("Write what you object to. Then the others can do something."), field="reason"
        )
    answer, is_new = ProposalAnswer.objects.get_or_create(
        proposal=row, party=party, defaults={"supports": supports}
    )
    if not is_new and (answer.supports, answer.reason) == (supports, reason):
        return row
    answer.supports, answer.reason = supports, reason
    answer.answered_by, answer.answered_at = by, timezone.now()
    check(answer)
    answer.save()
    record("proposal_answered", row, by=by, hat=hat, opgave=row.opgave_id, supports=supports)
    standing = proposing.standing_of(row)
    if standing.is_unanimous:
        _accept(row, by=by, hat=hat)
    return row


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Take it back; a draft that nobody else saw goes without a trace."""
    row, hat = _locked(proposal), proposing.hat_for(by, proposal)
    if hat is None:
        raise NotAllowed
    if row.is_draft:
        record("proposal_dropped", row, by=by, hat=hat, opgave=row.opgave_id)
        row.delete()
        return proposal
    if not row.is_open:
        raise Refused(_("This proposal is closed already."))
    _end(row, Proposal.State.WITHDRAWN)
    record("proposal_withdrawn", row, by=by, hat=hat, opgave=row.opgave_id)
    return row


@transaction.atomic
def conclude_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Make it the new version although some stayed silent: their day passed and nobody objects."""
    row, hat = _locked(proposal), proposing.hat_for(by, proposal)
    if hat is None:
        raise NotAllowed
    if not row.is_open:
        raise Refused(_("This proposal is closed already."))
    standing = proposing.standing_of(row)
    if standing.objecting:
        words = _("%(name)s objects. Talk about it; then change or withdraw the proposal.")
        raise Refused(words % {"name": standing.objecting[0].party})
    if standing.silent and not row.is_late():
        raise Refused(_("Not every party has answered, and they still have time."))
    _accept(row, by=by, hat=hat)
    return row


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    row = rows.select_related("opgave", "indicator__opgave", "organisation").filter(pk=proposal.pk)
    found = row.first()
    if found is None:
        raise Refused(_("This proposal is not here any more."))
    return found


def _check_day(day: date) -> None:
    today = timezone.localdate()
    if not today < day <= today + timedelta(days=MOST_DAYS):
        raise Refused(_("Choose a day after today, and within a year."), field="answer_by")


def _not_too_many(by: User) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = DomainEvent.objects.filter(verb="proposal_sent", person=by, happened_at__gt=since)
    if sent.count() >= MOST_A_DAY:
        words = _("You sent %(count)d proposals today. Go on tomorrow.")
        raise Refused(words % {"count": MOST_A_DAY})


def _accept(row: Proposal, *, by: User, hat: Membership) -> None:
    subject = _must_fit(row)
    for name, value in agreed.from_texts(type(subject), row.after).items():
        setattr(subject, name, value)
    subject.revision += 1
    if isinstance(subject, Indicator):
        sort_indicator(subject)
        check(subject)
    else:
        sort_opgave(subject)
    write_as(subject, by=row.proposed_by, hat=_AgreedHat(row.organisation), source=row.source)
    subject.save()
    _end(row, Proposal.State.ACCEPTED)
    record("proposal_accepted", row, by=by, hat=hat, opgave=row.opgave_id)
    fields = list(row.after) if isinstance(subject, Opgave) else ["indicators"]
    announce("opgave_changed", opgave=row.opgave, fields=fields)


def _must_fit(row: Proposal) -> agreed.Agreed:
    """What it changes, locked; refused when something else stands there by now."""
    kind: Any = Indicator if row.indicator_id else Opgave
    subject = kind.objects.select_for_update().get(pk=row.indicator_id or row.opgave_id)
    stood = agreed.from_texts(kind, row.before)
    if any(getattr(subject, name) != value for name, value in stood.items()):
        raise Refused(
            _("What it would change has changed meanwhile. Withdraw it and make a new one.")
        )
    return subject  # type: ignore[no-any-return]


def _end(row: Proposal, state: str) -> None:
    row.state, row.ended_at = state, timezone.now()
    row.save()
