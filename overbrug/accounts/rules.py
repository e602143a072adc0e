"""Who may do what with organisations and their people. Read the table at the bottom first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from overbrug.accounts.models import Membership, Organisation, Role, User
from overbrug.core.once import once
from overbrug.core.permissions import publish

AnyUser = User | AnonymousUser


@once
def hats_of(user: AnyUser) -> dict[int, Membership]:
    """The current membership of this person in each organisation, by its number."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    return {hat.organisation_id: hat for hat in user.memberships_now().order_by("-pk")}


def houses_of(user: AnyUser, *, guest: bool = True) -> list[int]:
    """The numbers of the organisations of this person now; perhaps not those as a guest.

    A short list in a question about rights is put in words sooner than a question within it.
    """
    return [house for house, hat in hats_of(user).items() if guest or hat.role != Role.GUEST]


def membership_in(user: AnyUser, organisation: Organisation) -> Membership | None:
    """The current membership of this person in this organisation."""
    return hats_of(user).get(organisation.pk)


def _is_platform(user: AnyUser) -> bool:
    return isinstance(user, User) and user.is_active and user.is_platform


def is_administrator(user: AnyUser) -> bool:
    """Looks after the platform, or after some organisation: such sessions need a second step."""
    if _is_platform(user):
        return True
    hats = user.memberships_now() if isinstance(user, User) and user.is_active else None
    return hats is not None and hats.filter(role=Role.ADMIN).exists()


def has_logged_in(user: User) -> bool:
    """Whether somebody logs in with this account, or can: by password, second step or elsewhere."""
    if user.has_usable_password() or user.last_login is not None:
        return True
    # Of who stands in a list this was read for all at once: `queries.members_for`.
    ways: Any = user  # both relations are made by allauth
    return bool(ways.socialaccount_set.all() or ways.authenticator_set.all())


def is_somebodys(user: User, *, beside: Organisation | None = None) -> bool:
    """Whether the account is a person's own, or carries a right (`beside` this house).

    No administrator gets a link that logs in with such an account.
    """
    if has_logged_in(user) or user.is_platform:
        return True
    hats = [hat for hat in user.memberships.all() if hat.accepted_at and not hat.ended_at]
    return any(beside is None or hat.organisation_id != beside.pk for hat in hats)


def may_create_organisation(user: AnyUser) -> bool:
    """The platform administrator brings organisations in."""
    return _is_platform(user)


def may_manage_members(user: AnyUser, organisation: Organisation) -> bool:
    """The organisation's own administrator looks after its members."""
    membership = membership_in(user, organisation)
    return membership is not None and membership.role == Role.ADMIN


def may_see_organisation(user: AnyUser, organisation: Organisation) -> bool:
    """Its members see it, and the platform administrator who made it."""
    return _is_platform(user) or membership_in(user, organisation) is not None


def may_give_role(user: AnyUser, organisation: Organisation, role: str) -> bool:
    """The platform appoints administrators; those give every role in their own house."""
    if may_manage_members(user, organisation):
        return role in Role.values
    return _is_platform(user) and role == Role.ADMIN


def may_renew_link(user: AnyUser, membership: Membership) -> bool:
    """A new link for who never answered, or never chose a password nor logged in another way."""
    if membership.ended_at or not may_give_role(user, membership.organisation, membership.role):
        return False
    house = membership.organisation
    return not membership.accepted_at or not is_somebodys(membership.user, beside=house)


def may_end_membership(user: AnyUser, membership: Membership) -> bool:
    """Whoever may give a role may also end it; anyone may leave."""
    own = isinstance(user, User) and membership.user_id == user.pk
    return own or may_give_role(user, membership.organisation, membership.role)


publish(
    accounts__create_organisation=may_create_organisation,
    accounts__manage_members=may_manage_members,
    accounts__see_organisation=may_see_organisation,
    accounts__end_membership=may_end_membership,
)
