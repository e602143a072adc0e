"""What people do with organisations, memberships and one-time links. Each checks who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts import queries, rules
from overbrug.accounts.models import Membership, OneTimeLink, Organisation, Role, User
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.core.revisions import check
from overbrug.lib.tokens import hash_of, random_token

ADMIN_LINK_LASTS = timedelta(hours=24)
PASSWORD_LINK_LASTS = timedelta(days=7)
JOIN_LINK_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class NewMember:
    """A membership, and the path of the link to hand over; none for oneself."""

    membership: Membership
    link_path: str | None


@transaction.atomic
def create_organisation(
    *,
    by: User,
    name: str,
    kind: str = Organisation.Kind.OTHER,
    is_fictional: bool = False,
    with_me: bool = False,
) -> Organisation:
    """Bring an organisation in; `with_me` makes the person its first administrator."""
    if not rules.may_create_organisation(by):
        raise NotAllowed
    organisation = Organisation(name=name, kind=kind, is_fictional=is_fictional)
    if Organisation.objects.filter(name__iexact=name).exists():
        raise Refused(_("An organisation with this name is already here."), field="name")
    check(organisation)
    organisation.save()
    record("organisation_created", organisation, by=by, role="platform")
    if with_me:
        add_member(organisation, by=by, email=by.email, role=Role.ADMIN)
    return organisation


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
    is_at_once = user == by or _is_nobodys(user)
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
    return NewMember(membership, _link_for(membership))


def _is_nobodys(user: User) -> bool:
    """Whether nobody can log in with this account yet, and it carries no right anywhere."""
    has_rights = user.is_platform or user.memberships_now().exists()
    return not user.has_usable_password() and not has_rights


def _link_for(membership: Membership) -> str:
    """The link to hand over: to accept an invitation, or to choose a first password."""
    if membership.accepted_at:
        return _password_link(membership.user)
    membership.links.filter(used_at=None).delete()
    token = _new_link(
        OneTimeLink.Kind.JOIN,
        user=membership.user,
        membership=membership,
        lasts=JOIN_LINK_LASTS,
    )
    return reverse("accounts:join", args=[token])


@transaction.atomic
def accept_membership(token: str, *, by: User, password: str) -> Membership:
    """Say yes to an invitation, with the link that the administrator handed over.

    The link is needed beside the login: somebody else who knows the password has only one of two.
    The new password, and the end of all sessions, keep out whoever knew the old one.
    """
    if by.check_password(password):
        words = _("You have this password already. Choose another one.")
        raise Refused(words, field="password")
    link = _spend(token, OneTimeLink.Kind.JOIN)
    membership = link.membership
    if membership is None or membership.user_id != by.pk or membership.ended_at:
        raise NotAllowed
    membership.accepted_at = timezone.now()
    membership.save(update_fields=["accepted_at"])
    by.set_password(password)
    by.save(update_fields=["password"])
    end_sessions(by)
    record("membership_accepted", membership, by=by, hat=membership)
    return membership


@transaction.atomic
def decline_membership(membership: Membership, *, by: User) -> None:
    """Say no to an invitation."""
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


def end_sessions(user: User) -> None:
    """Log this person out everywhere: sessions are checked against the epoch."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


@transaction.atomic
def change_name(user: User, *, name: str) -> User:
    """Let people say what they are called."""
    user.name = name
    check(user)
    user.save(update_fields=["name"])
    record("name_changed", user, by=user)
    return user


@transaction.atomic
def erase_account(user: User) -> None:
    """Remove a person at their request; what was done stays, in its role and without a pointer.

    Only whoever has the server does this: no role on the screen may.
    """
    record("account_erased", user, role="host")
    user.delete()


@transaction.atomic
def make_admin_link() -> str:
    """A new link for the first administrator; an earlier one that was not used stops working."""
    unused = OneTimeLink.objects.filter(kind=OneTimeLink.Kind.FIRST_ADMIN, used_at=None)
    unused.delete()
    token = _new_link(OneTimeLink.Kind.FIRST_ADMIN, lasts=ADMIN_LINK_LASTS)
    return reverse("accounts:first_admin", args=[token])


@transaction.atomic
def renew_link(membership: Membership, *, by: User) -> str:
    """A new link for who never chose a password or never answered; the earlier one goes."""
    user = membership.user
    elsewhere = user.memberships_now().exclude(organisation=membership.organisation)
    if membership.ended_at or not rules.may_give_role(by, membership.organisation, membership.role):
        raise NotAllowed
    is_taken = user.has_usable_password() or user.is_platform or elsewhere.exists()
    if membership.accepted_at and is_taken:
        raise NotAllowed
    hat = rules.membership_in(by, membership.organisation)
    verb = "password_link_made" if membership.accepted_at else "join_link_made"
    record(verb, membership, by=by, hat=hat)
    return _link_for(membership)


def _password_link(user: User) -> str:
    user.one_time_links.filter(used_at=None, kind=OneTimeLink.Kind.CHOOSE_PASSWORD).delete()
    token = _new_link(OneTimeLink.Kind.CHOOSE_PASSWORD, user=user, lasts=PASSWORD_LINK_LASTS)
    return reverse("accounts:choose_password", args=[token])


def _new_link(kind: OneTimeLink.Kind, *, lasts: timedelta, **about: Any) -> str:
    token = random_token()
    expires = timezone.now() + lasts
    OneTimeLink.objects.create(kind=kind, hash=hash_of(token), expires_at=expires, **about)
    return token


def _spend(token: str, kind: OneTimeLink.Kind) -> OneTimeLink:
    """Use the link up. Of two who press at once the database lets one through."""
    link = queries.open_link(token, kind)
    if link is not None:
        unused = OneTimeLink.objects.filter(pk=link.pk, used_at=None)
        if unused.update(used_at=timezone.now()):
            return link
    raise Refused(_("This link does not work any more."), field="link")


@transaction.atomic
def use_admin_link(token: str, *, email: str, name: str, password: str) -> User:
    """Make the platform administrator; the link works once."""
    _spend(token, OneTimeLink.Kind.FIRST_ADMIN)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name, is_platform=True)
    except IntegrityError as error:
        raise Refused(_("There is already an account with this address."), field="email") from error
    record("platform_admin_made", user, by=user, role="platform")
    _try_out_example(user)
    return user


def _try_out_example(user: User) -> None:
    """The first administrator looks after made-up organisations, to try everything at once."""
    unled = Organisation.objects.filter(is_fictional=True, memberships=None).order_by("pk")
    for organisation in unled:
        membership = Membership.objects.create(
            user=user, organisation=organisation, role=Role.ADMIN, accepted_at=timezone.now()
        )
        record("member_added", membership, by=user, role="platform", given=Role.ADMIN)


@transaction.atomic
def use_password_link(token: str, *, password: str) -> User:
    """Set the first password of an account that an administrator made."""
    user = _spend(token, OneTimeLink.Kind.CHOOSE_PASSWORD).user
    assert user is not None, "a link to choose a password always has a user"
    user.set_password(password)
    user.save(update_fields=["password"])
    record("password_chosen", user, by=user)
    return user
