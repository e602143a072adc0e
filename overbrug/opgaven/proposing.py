"""Who may do what with a proposal, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from overbrug.accounts.models import Membership, Role
from overbrug.accounts.rules import AnyUser, hats_of, membership_in
from overbrug.opgaven import agreed
from overbrug.opgaven.models import Opgave, Party, Proposal, ProposalAnswer
from overbrug.opgaven.rules import EDITING_ROLES, TAKES_PART, editing_hat, part_of


def hat_for(user: AnyUser, proposal: Proposal) -> Membership | None:
    """By which this person sends, withdraws or concludes it: an editor of who proposes it.

    When that organisation left, every editor of the opgave may, so that nothing stays open.
    """
    opgave = proposal.opgave
    takes_part = opgave.parties.filter(
        organisation=proposal.organisation, presence__in=TAKES_PART
    ).exists()
    if not takes_part and not proposal.is_draft:
        return editing_hat(user, opgave)
    hat = membership_in(user, proposal.organisation)
    return hat if hat is not None and hat.role in EDITING_ROLES else None


def answering_hat(user: AnyUser, party: Party) -> Membership | None:
    """By which this person answers for this party: an editor of its organisation."""
    if party.organisation is None or party.presence not in TAKES_PART:
        return None
    hat = membership_in(user, party.organisation)
    return hat if hat is not None and hat.role in EDITING_ROLES else None


def may_read_proposals(user: AnyUser, opgave: Opgave) -> bool:
    """Who takes part; not a guest."""
    hat = part_of(user, opgave)
    return hat is not None and hat.role != Role.GUEST


def may_read(user: AnyUser, proposal: Proposal) -> bool:
    """Who takes part; a draft is read by the editors of who makes it."""
    if proposal.is_draft:
        return hat_for(user, proposal) is not None
    return may_read_proposals(user, proposal.opgave)


def proposals_for(user: AnyUser, opgave: Opgave, *, ended: bool = False) -> list[Proposal]:
    """What waits for an answer, or for being sent, for who may read it; `ended`: all of them."""
    if not may_read_proposals(user, opgave):
        return []
    found = opgave.proposals.all() if ended else opgave.proposals.unfinished()
    rows = list(found.select_related("organisation", "indicator"))
    for proposal in rows:
        proposal.opgave = opgave
    return [proposal for proposal in rows if may_read(user, proposal)]


def proposal_for(user: AnyUser, opgave: Opgave, public_id: str) -> Proposal:
    """One proposal of an opgave that the reader got from `opgave_for`, or a 404."""
    rows = opgave.proposals.select_related("organisation", "indicator__opgave")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.opgave = opgave
    if not may_read(user, found):
        raise Http404
    return found


def parties_to_answer_for(user: AnyUser, opgave: Opgave) -> QuerySet[Party]:
    """The parties in whose name this person answers."""
    houses = [pk for pk, hat in hats_of(user).items() if hat.role in EDITING_ROLES]
    return opgave.parties.filter(organisation__in=houses, presence__in=TAKES_PART).select_related(
        "organisation"
    )


def nobody() -> QuerySet[Party]:
    """No party, for a form that only shows again what was typed."""
    return Party.objects.none()


@dataclass(frozen=True)
class Standing:
    """How a proposal stands with the parties."""

    answers: list[ProposalAnswer]
    deciding: list[Party]

    @property
    def supporting(self) -> list[ProposalAnswer]:
        """Who supports it."""
        return [answer for answer in self.answers if answer.supports]

    @cached_property
    def objecting(self) -> list[ProposalAnswer]:
        """Who objects, and why."""
        return [answer for answer in self.answers if not answer.supports]

    @cached_property
    def silent(self) -> list[Party]:
        """Whose answer is awaited."""
        heard = {answer.party_id for answer in self.answers}
        return [party for party in self.deciding if party.pk not in heard]

    @property
    def is_unanimous(self) -> bool:
        """Every party that is awaited supports it, and nobody objects."""
        return not self.objecting and not self.silent


def standing_of(proposal: Proposal) -> Standing:
    """The answers so far, and who is awaited.

    An objection also stands when somebody wrote meanwhile that its party does not take part.
    """
    return Standing(
        list(proposal.answers.select_related("party__organisation")),
        list(agreed.deciding_parties(proposal.opgave)),
    )
