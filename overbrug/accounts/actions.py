"""What people do with organisations, memberships and one-time links. Each checks who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts import rules
from overbrug.accounts.models import Membership, OneTimeLink, Organisation, Role, User
from overbrug.accounts.queries import open_link
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.core.revisions import check
from overbrug.lib.tokens import hash_of, random_token

ADMIN_LINK_LASTS = timedelta(hours=24)
PASSWORD_LINK_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class NewMember:
    """A membership, and the path of a link when the person still has to choose a password."""

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
    """Give a person a role; makes the account when there is none, with a link to show once."""
    if not rules.may_give_role(by, organisation, role):
        raise NotAllowed
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
    elif user.memberships_now().filter(organisation=organisation).exists():
        raise Refused(_("This person is already a member. Change the role there."), field="email")
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    record("member_added", membership, by=by, hat=rules.membership_in(by, organisation), given=role)
    # Only without a password: a link to a working account would be a way to take it over.
    link = None if user.has_usable_password() else _password_link(user)
    return NewMember(membership, link)


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
    if membership.role == Role.ADMIN:
        _keep_an_admin(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    hat = rules.membership_in(by, organisation)
    record("role_changed", membership, by=by, hat=hat, before=before, after=role)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> Membership:
    """Take a hat off. Every session of the person ends at once."""
    if not rules.may_end_membership(by, membership):
        raise NotAllowed
    if membership.ended_at:
        return membership
    if membership.role == Role.ADMIN and not by.is_platform:
        _keep_an_admin(membership)
    hat = rules.membership_in(by, membership.organisation)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    end_sessions(membership.user)
    record("membership_ended", membership, by=by, hat=hat, role_then=membership.role)
    announce("membership_ended", membership=membership)
    return membership


def _keep_an_admin(membership: Membership) -> None:
    others = membership.organisation.memberships.filter(ended_at=None, role=Role.ADMIN)
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
def renew_password_link(membership: Membership, *, by: User) -> str:
    """A new link for somebody who never chose a password; the earlier one stops working."""
    user = membership.user
    elsewhere = user.memberships_now().exclude(organisation=membership.organisation)
    if not rules.may_give_role(by, membership.organisation, membership.role):
        raise NotAllowed
    if user.has_usable_password() or user.is_platform or elsewhere.exists():
        raise NotAllowed
    hat = rules.membership_in(by, membership.organisation)
    record("password_link_made", membership, by=by, hat=hat)
    return _password_link(user)


def _password_link(user: User) -> str:
    user.one_time_links.filter(used_at=None).delete()
    token = _new_link(OneTimeLink.Kind.CHOOSE_PASSWORD, user=user, lasts=PASSWORD_LINK_LASTS)
    return reverse("accounts:choose_password", args=[token])


def _new_link(kind: OneTimeLink.Kind, *, lasts: timedelta, user: User | None = None) -> str:
    token = random_token()
    expires = timezone.now() + lasts
    OneTimeLink.objects.create(kind=kind, user=user, hash=hash_of(token), expires_at=expires)
    return token


def _spend(token: str, kind: OneTimeLink.Kind) -> OneTimeLink:
    """Use the link up. Of two who press at once the database lets one through."""
    link = open_link(token, kind)
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
            user=user, organisation=organisation, role=Role.ADMIN
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
