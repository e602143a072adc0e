"""Who may do what with an opgave. Organisations own it together; no role sees everything."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from overbrug.accounts.models import Membership, Organisation, Role, User
from overbrug.accounts.rules import AnyUser, hats_of, houses_of, membership_in
from overbrug.core.once import once
from overbrug.core.permissions import publish
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Opgave, Party

EDITING_ROLES = (Role.ADMIN, Role.EDITOR)
TAKES_PART = (Party.Presence.AT_TABLE, Party.Presence.INVITED, Party.Presence.REPRESENTED)
# An opgave belongs to more than one table and never to one person.
OFFERED = (Visibility.PUBLIC, Visibility.NETWORK, Visibility.ORGANISATION)


def seen_by(user: AnyUser, *, opgave: str = "pk") -> Q:
    """The condition for opgaven that this person may see; every reading door uses it.

    `opgave` names the column with its number: in a row of its history that is another one.
    """
    public = Q(visibility=Visibility.PUBLIC)
    if not isinstance(user, User) or not user.is_active:
        return public
    own = houses_of(user, guest=False)
    return (
        public
        | Q(("visibility", Visibility.NETWORK), (f"{opgave}__in", opgaven_of(user)))
        | Q(visibility=Visibility.ORGANISATION, home__in=own)
    )


def opgaven_of(user: AnyUser) -> QuerySet[Party, Any]:
    """The opgaven in which this person takes part, a guest too, as a subquery of their numbers."""
    if not isinstance(user, User) or not user.is_active:
        return Party.objects.none().values("opgave")
    parties = Party.objects.filter(presence__in=TAKES_PART, organisation__in=houses_of(user))
    return parties.values("opgave")


@once
def may_see_opgave(user: AnyUser, opgave: Opgave) -> bool:
    """Public ones by everyone, the others by those who take part."""
    return Opgave.objects.filter(seen_by(user), pk=opgave.pk).exists()


@once
def part_of(user: AnyUser, opgave: Opgave) -> Membership | None:
    """The membership by which this person takes part; the one with most rights first."""
    if not isinstance(user, User) or not user.is_active:
        return None
    mine = hats_of(user)
    parties = opgave.parties.filter(presence__in=TAKES_PART, organisation__in=list(mine))
    hats = {mine[house] for house in parties.order_by().values_list("organisation", flat=True)}
    return min(hats, key=lambda hat: (Role.values.index(hat.role), hat.pk), default=None)


def editing_hat(user: AnyUser, opgave: Opgave) -> Membership | None:
    """The membership by which this person may change the opgave, if there is one."""
    hat = part_of(user, opgave)
    if hat is None or hat.role not in EDITING_ROLES:
        return None
    return hat if may_see_opgave(user, opgave) else None


def may_change_opgave(user: AnyUser, opgave: Opgave) -> bool:
    """An editor of any organisation that takes part."""
    return editing_hat(user, opgave) is not None


def may_propose_opgave(user: AnyUser, organisation: Organisation | None = None) -> bool:
    """Everyone who works for an organisation; a guest only looks on."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if organisation is None:
        return bool(houses_of(user, guest=False))
    hat = membership_in(user, organisation)
    return hat is not None and hat.role != Role.GUEST


def may_publish_opgave(user: AnyUser, organisation: Organisation) -> bool:
    """An editor shows an opgave to more people than the own organisation."""
    hat = membership_in(user, organisation)
    return hat is not None and hat.role in EDITING_ROLES


def may_see_names_in_history(user: AnyUser, opgave: Opgave) -> bool:
    """Who takes part sees names of persons; others see the role and the organisation."""
    hat = part_of(user, opgave)
    return hat is not None and hat.role != Role.GUEST


def may_keep_up(opgave: Opgave, *, instead_of: Party, with_party: Party | None = None) -> bool:
    """True when an organisation still takes part after this change: an opgave is never orphaned."""
    if with_party and with_party.organisation_id and with_party.presence in TAKES_PART:
        return True
    others = opgave.parties.filter(presence__in=TAKES_PART, organisation__isnull=False)
    was_one = instead_of.organisation_id is not None and instead_of.presence in TAKES_PART
    return not was_one or others.exclude(pk=instead_of.pk).exists()


def may_take_off(user: AnyUser, party: Party) -> bool:
    """The organisation that began the opgave leaves by its own hand only, and loses no page."""
    if party.organisation is None or party.organisation_id != party.opgave.home_id:
        return True
    if party.presence not in TAKES_PART:
        return True
    hats = user.memberships_now() if isinstance(user, User) and user.is_active else None
    return (
        hats is not None
        and hats.filter(organisation=party.organisation, role__in=EDITING_ROLES).exists()
    )


def may_be_asked(party: Party) -> bool:
    """An opgave of one organisation is not shown to others by a link either."""
    opgave = party.opgave
    is_home = party.organisation_id is not None and party.organisation_id == opgave.home_id
    return is_home or opgave.visibility != Visibility.ORGANISATION


def may_speak_for(user: AnyUser, party: Party) -> bool:
    """Through its link; who edits the opgave for another party does not write as this one."""
    if party.organisation and membership_in(user, party.organisation):
        return True
    return editing_hat(user, party.opgave) is None


publish(
    opgaven__see_opgave=may_see_opgave,
    opgaven__change_opgave=may_change_opgave,
    opgaven__propose_opgave=may_propose_opgave,
    opgaven__publish_opgave=may_publish_opgave,
)
