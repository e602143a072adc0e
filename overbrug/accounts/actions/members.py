"""Roles in an organisation: give, accept, decline, change, end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts import rules
from overbrug.accounts.actions.links import link_for, spend
from overbrug.accounts.actions.people import end_sessions, end_ways_not_shown
from overbrug.accounts.factors.proof import Shown
from overbrug.accounts.models import Membership, OneTimeLink, Organisation, Role, User
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record


@dataclass(frozen=True)
class NewMember:
    """A membership, and the path of the link to hand over; none for oneself."""

    membership: Membership
    link_path: str | None


@transaction.atomic
def add_member(
    organisation: Organisation, *, by: User, email: str, name: str = "", role: str = Role.MEMBER
) -> NewMember:
    """Give a person a role; makes the account when there is none, with a link to show once.

    An account that exists is only invited: whoever made it may know its password, so an address
    alone must not carry the rights of this organisation to it (`accept_membership`).
    """
    if not rules.may_give_role(by, organisation, role):
        raise NotAllowed
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
    elif user.memberships.filter(organisation=organisation, ended_at=None).exists():
        raise Refused(_("This person is already a member. Change the role there."), field="email")
    is_at_once = user == by or not rules.is_somebodys(user)
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        accepted_at=timezone.now() if is_at_once else None,
    )
    verb = "member_added" if is_at_once else "member_invited"
    record(verb, membership, by=by, hat=rules.membership_in(by, organisation), given=role)
    if user == by:
        return NewMember(membership, None)
    return NewMember(membership, link_for(membership))


class Accepted(NamedTuple):
    """A role that was accepted, and how many other ways to log in ended with it."""

    membership: Membership
    ended: int


@transaction.atomic
def accept_membership(
    token: str, *, by: User, password: str, shown: Shown | None = None
) -> Accepted:
    """Say yes to an invitation, with the link that the administrator handed over.

    The link is needed beside the login: somebody else who knows the password has only one of two.
    The new password keeps out whoever knew the old one; so does the end of all sessions, and of
    each passkey, code and login elsewhere that was not `shown` in this sitting.
    """
    if by.check_password(password):
        words = _("You have this password already. Choose another one.")
        raise Refused(words, field="password")
    link = spend(token, OneTimeLink.Kind.JOIN)
    membership = link.membership
    if membership is None or membership.user_id != by.pk or membership.ended_at:
        raise NotAllowed
    membership.accepted_at = timezone.now()
    membership.save(update_fields=["accepted_at"])
    by.set_password(password)
    by.save(update_fields=["password"])
    end_sessions(by)
    ended = end_ways_not_shown(by, shown or Shown())
    record("membership_accepted", membership, by=by, hat=membership)
    return Accepted(membership, ended)


@transaction.atomic
def decline_membership(membership: Membership, *, by: User) -> None:
    """Say no to an invitation."""
    # Read again inside the transaction: a yes may have come from another window.
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.user_id != by.pk or membership.accepted_at:
        raise NotAllowed
    if membership.ended_at:
        return
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record("membership_declined", membership, by=by)


@transaction.atomic
def change_role(membership: Membership, *, by: User, role: str) -> Membership:
    """Give a member another role."""
    organisation = membership.organisation
    if membership.ended_at or not rules.may_end_membership(by, membership):
        raise NotAllowed
    if not rules.may_give_role(by, organisation, role):
        raise NotAllowed
    if membership.role == role:
        return membership
    if membership.role == Role.ADMIN and membership.accepted_at:
        _keep_an_admin(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    hat = rules.membership_in(by, organisation)
    record("role_changed", membership, by=by, hat=hat, before=before, after=role)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> Membership:
    """Take a hat off. Every session of the person ends at once.

    An invitation is only taken back: it gave no right, so nobody is logged out by it.
    """
    if not rules.may_end_membership(by, membership):
        raise NotAllowed
    if membership.ended_at:
        return membership
    if membership.role == Role.ADMIN and membership.accepted_at and not by.is_platform:
        _keep_an_admin(membership)
    hat = rules.membership_in(by, membership.organisation)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    if membership.accepted_at:
        end_sessions(membership.user)
    record("membership_ended", membership, by=by, hat=hat, role_then=membership.role)
    announce("membership_ended", membership=membership)
    return membership


def _keep_an_admin(membership: Membership) -> None:
    others = membership.organisation.memberships.filter(
        ended_at=None, accepted_at__isnull=False, role=Role.ADMIN
    )
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(
            _("This is the only administrator. Make someone else administrator first."),
            field="role",
        )
