"""Who may promise. Nobody promises for somebody else; only a recorded mandate makes it firm."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from overbrug.accounts.models import Membership, Organisation, Role, User
from overbrug.accounts.rules import AnyUser, houses_of, may_manage_members, membership_in
from overbrug.commitments.models import AnswerLink, Commitment, Mandate, RegisteredAddress
from overbrug.core.permissions import publish
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.rules import (
    EDITING_ROLES,
    TAKES_PART,
    editing_hat,
    may_see_opgave,
    opgaven_of,
    part_of,
)

# A promise that only one table or one organisation sees is not on the bridge at all.
OFFERED = (Visibility.PUBLIC, Visibility.NETWORK)


def seen_by(user: AnyUser) -> Q:
    """The condition for promises of opgaven this person may see; every reading door uses it.

    What stays among the parties is for who takes part, a guest too, and for who promised it.
    """
    public = Q(visibility=Visibility.PUBLIC)
    if not isinstance(user, User) or not user.is_active:
        return public
    own = houses_of(user, guest=False)
    inside = Q(opgave__in=opgaven_of(user)) | Q(organisation__in=own)
    return public | (Q(visibility=Visibility.NETWORK) & inside)


def seen_in(user: AnyUser, opgave: Opgave) -> Q:
    """The same for promises of this one opgave: whether one takes part is known by then."""
    if part_of(user, opgave) is not None:
        return Q(visibility__in=OFFERED)
    public = Q(visibility=Visibility.PUBLIC)
    own = houses_of(user, guest=False)
    return public | Q(visibility=Visibility.NETWORK, organisation__in=own) if own else public


def takes_part(organisation: Organisation, opgave: Opgave) -> bool:
    """True while this organisation is a party of the opgave."""
    return opgave.parties.filter(organisation=organisation, presence__in=TAKES_PART).exists()


def proposing_hat(user: AnyUser, opgave: Opgave) -> Membership | None:
    """The membership by which this person proposes a promise; a guest only looks on."""
    hat = part_of(user, opgave)
    if hat is None or hat.role == Role.GUEST or not may_see_opgave(user, opgave):
        return None
    return hat


def may_propose(user: AnyUser, opgave: Opgave) -> bool:
    """Everyone who works for an organisation that takes part."""
    return proposing_hat(user, opgave) is not None


def may_propose_for(user: AnyUser, opgave: Opgave, organisation: Organisation | None) -> bool:
    """An editor of the opgave for every party, others for their own organisation."""
    if editing_hat(user, opgave) is not None:
        return True
    return organisation is not None and _works_at(user, organisation) is not None


def own_hat(user: AnyUser, commitment: Commitment) -> Membership | None:
    """The membership by which this person belongs to the party that promises."""
    if commitment.organisation is None or not may_see_opgave(user, commitment.opgave):
        return None
    return _works_at(user, commitment.organisation)


def _works_at(user: AnyUser, organisation: Organisation) -> Membership | None:
    hat = membership_in(user, organisation)
    return hat if hat is not None and hat.role != Role.GUEST else None


def mandate_for(user: AnyUser, commitment: Commitment) -> Mandate | None:
    """The mandate of this person that counts today, recorded by the promising organisation."""
    hat = own_hat(user, commitment)
    if hat is None:
        return None
    today = timezone.localdate()
    return Mandate.objects.valid_on(today).filter(membership=hat).first()


def may_answer(user: AnyUser, commitment: Commitment) -> bool:
    """Only the party itself confirms, declines or delivers."""
    return own_hat(user, commitment) is not None


def claiming_hat(user: AnyUser, commitment: Commitment) -> Membership | None:
    """By which somebody says what a promise changes: an editor of the party that promises."""
    hat = own_hat(user, commitment)
    return hat if hat is not None and hat.role in EDITING_ROLES else None


def reviewing_hat(user: AnyUser, commitment: Commitment) -> Membership | None:
    """By which somebody weighs that: an editor of another organisation that takes part."""
    if own_hat(user, commitment) is not None:
        return None
    return editing_hat(user, commitment.opgave)


def may_change(user: AnyUser, commitment: Commitment) -> bool:
    """A proposal by whoever may propose; once confirmed only by the party itself."""
    if own_hat(user, commitment) is not None:
        return True
    is_proposal = commitment.status == Commitment.Status.PROPOSED
    return is_proposal and editing_hat(user, commitment.opgave) is not None


def may_choose_visibility(user: AnyUser, commitment: Commitment) -> bool:
    """An editor, as far as the words are theirs to change: see `may_change`."""
    is_editor = editing_hat(user, commitment.opgave) is not None
    return commitment.is_open and is_editor and may_change(user, commitment)


Asker = Callable[[AnyUser, Commitment], Membership | None]
_askers: list[Asker] = [lambda user, commitment: editing_hat(user, commitment.opgave)]


def let_ask(asker: Asker) -> None:
    """Another app says who else may ask a party to confirm, such as who called a conversation."""
    if asker not in _askers:
        _askers.append(asker)


Limit = Callable[[Commitment], Visibility]
_limits: list[Limit] = []


def keep_within(limit: Limit) -> None:
    """Another app says how widely a wish may be shown: no wider than what it came from."""
    if limit not in _limits:
        _limits.append(limit)


def came_from(commitment: Commitment) -> Visibility:
    """How widely what it came from was shared, by the table or whoever else knows."""
    return max((limit(commitment) for limit in _limits), default=Visibility.PUBLIC)


def widest_for(commitment: Commitment) -> Visibility:
    """Who may see it at most; what the party promised in its own name is for the party to show.

    A yes on personal title lifts nothing: one editor could propose, confirm and publish alone.
    """
    return Visibility.PUBLIC if commitment.is_mandated else came_from(commitment)


def asking_hat(user: AnyUser, commitment: Commitment) -> Membership | None:
    """The membership by which this person asks a party by mail to confirm."""
    if not isinstance(user, User) or not user.is_active or not may_see(user, commitment):
        return None
    hats = (asker(user, commitment) for asker in _askers)
    return next((hat for hat in hats if hat is not None), None)


def may_ask(user: AnyUser, commitment: Commitment) -> bool:
    """An editor of the opgave; never somebody because they sat at a table."""
    return asking_hat(user, commitment) is not None


def may_see(user: AnyUser, commitment: Commitment) -> bool:
    """Who sees the opgave and, of what stays among the parties, takes part."""
    found = Commitment.objects.filter(seen_by(user), pk=commitment.pk).exists()
    return found and may_see_opgave(user, commitment.opgave)


def sees_inside(user: AnyUser, commitment: Commitment) -> bool:
    """Whether this person may read what stayed among the parties when it was written."""
    takes_part = part_of(user, commitment.opgave) is not None
    return takes_part or own_hat(user, commitment) is not None


def party_is_here(commitment: Commitment) -> bool:
    """False once the party left the opgave, declined or became an empty chair."""
    if commitment.organisation is not None:
        return takes_part(commitment.organisation, commitment.opgave)
    # A group is known by its name alone: only a party that says so has left.
    parties = commitment.opgave.parties.filter(organisation=None, name=commitment.group)
    return not parties.exists() or parties.filter(presence__in=TAKES_PART).exists()


def speaking_address(link: AnswerLink) -> RegisteredAddress | None:
    """The registered address that counts today, by which this link speaks for the organisation."""
    if link.address_id is None:
        return None
    valid = RegisteredAddress.objects.valid_on(timezone.localdate())
    return valid.filter(pk=link.address_id, organisation=link.commitment.organisation_id).first()


def speaks_for_party(link: AnswerLink) -> bool:
    """Whether a no through this link declines the promise; else it is a no of one person."""
    return link.commitment.organisation is None or speaking_address(link) is not None


def answers_to(commitment: Commitment, *, is_registered: bool) -> set[str]:
    """What a link may do with this promise: confirm it, say that it still holds, change it,
    decline it, withdraw it, pass the question on; or nothing."""
    if commitment.status == Commitment.Status.PROPOSED:
        return {"confirm", "change", "decline", "not_us"}
    # A link without registered address takes back no yes of somebody else.
    if commitment.status != Commitment.Status.CONFIRMED or not is_registered:
        return set()
    return {"hold" if commitment.is_mandated else "confirm", "change", "withdraw", "not_us"}


def takes_back_own(link: AnswerLink) -> bool:
    """Whether the yes that stands came through this link, and is still its own to withdraw.

    Only for the browser that sent that yes: the link itself may have been forwarded.
    """
    commitment = link.commitment
    if commitment.status != Commitment.Status.CONFIRMED or commitment.yes_by_id != link.pk:
        return False
    return not commitment.is_mandated or speaking_address(link) is not None


def may_be_shown(commitment: Commitment) -> bool:
    """An opgave of one organisation is not shown to others by a link either."""
    opgave = commitment.opgave
    is_home = (
        commitment.organisation_id is not None and commitment.organisation_id == opgave.home_id
    )
    return is_home or opgave.visibility != Visibility.ORGANISATION


def may_record_mandates(user: AnyUser, organisation: Organisation) -> bool:
    """The organisation's own administrator."""
    return isinstance(user, User) and may_manage_members(user, organisation)


publish(
    commitments__propose=may_propose,
    commitments__answer=may_answer,
    commitments__change=may_change,
    commitments__ask=may_ask,
    commitments__choose_visibility=may_choose_visibility,
    commitments__record_mandates=may_record_mandates,
)
