"""Links that work once: for the first administrator, for a first password, for an invitation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts import queries, rules
from overbrug.accounts.factors import notices
from overbrug.accounts.models import Membership, OneTimeLink, Organisation, Role, User
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record

ADMIN_LINK_LASTS = timedelta(hours=24)
PASSWORD_LINK_LASTS = timedelta(days=7)
JOIN_LINK_LASTS = timedelta(days=7)


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
    if not rules.may_renew_link(by, membership):
        raise NotAllowed
    hat = rules.membership_in(by, membership.organisation)
    verb = "password_link_made" if membership.accepted_at else "join_link_made"
    record(verb, membership, by=by, hat=hat)
    return link_for(membership)


def link_for(membership: Membership) -> str:
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


def _password_link(user: User) -> str:
    user.one_time_links.filter(used_at=None, kind=OneTimeLink.Kind.CHOOSE_PASSWORD).delete()
    token = _new_link(OneTimeLink.Kind.CHOOSE_PASSWORD, user=user, lasts=PASSWORD_LINK_LASTS)
    return reverse("accounts:choose_password", args=[token])


def _new_link(kind: OneTimeLink.Kind, *, lasts: timedelta, **about: Any) -> str:
    _link, token = OneTimeLink.make(kind=kind, lasts=lasts, **about)
    return token


def spend(token: str, kind: OneTimeLink.Kind) -> OneTimeLink:
    """Use the link up. Of two who press at once the database lets one through."""
    link = queries.open_link(token, kind)
    if link is None:
        raise Refused(_("This link does not work any more."), field="link")
    link.spend()
    return link


@transaction.atomic
def use_admin_link(token: str, *, email: str, name: str, password: str) -> User:
    """Make the platform administrator; the link works once."""
    spend(token, OneTimeLink.Kind.FIRST_ADMIN)
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
    """Set the first password of an account that an administrator made, and tell its owner.

    The administrator holds the link as well: once somebody logs in with the account, such as
    through their organisation, it opens nothing any more.
    """
    user = spend(token, OneTimeLink.Kind.CHOOSE_PASSWORD).user
    assert user is not None, "a link to choose a password always has a user"
    if not user.is_active or rules.has_logged_in(user):
        raise Refused(_("This link does not work any more."), field="link")
    user.set_password(password)
    user.save(update_fields=["password"])
    record("password_chosen", user, by=user)
    notices.tell(user, "password_chosen")
    return user
