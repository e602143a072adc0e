"""Reading organisations and people: only what the reader may see comes out."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Case, Count, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from overbrug.accounts.factors.proof import Shown
from overbrug.accounts.models import Membership, OneTimeLink, Organisation, Role, User
from overbrug.accounts.rules import AnyUser, may_create_organisation, may_manage_members


def organisations_for(user: AnyUser) -> QuerySet[Organisation]:
    """All for the platform administrator, else those the person works for.

    Those where nobody works come last, and behind them the invented ones.
    """
    if not isinstance(user, User) or not user.is_active:
        return Organisation.objects.none()
    counts = Q(memberships__ended_at=None, memberships__accepted_at__isnull=False)
    people = Count("memberships", filter=counts, distinct=True)
    counted = Organisation.objects.annotate(people=people)  # type: ignore[no-redef]
    is_empty = Case(When(people=0, then=1), default=0)
    found = counted.order_by("is_fictional", is_empty, "name")
    if may_create_organisation(user):
        return found
    own = user.memberships_now().values("organisation")
    return found.filter(pk__in=own)


def organisation_for(user: AnyUser, public_id: str) -> Organisation:
    """One organisation, or a 404 that does not tell whether it exists."""
    return get_object_or_404(organisations_for(user), public_id=public_id)


def members_for(user: AnyUser, organisation: Organisation) -> QuerySet[Membership]:
    """All for their administrator, administrators for the platform, else only the reader."""
    members = organisation.memberships.filter(ended_at=None).select_related("user", "organisation")
    members = members.order_by("user__name", "user__email")
    # Who is somebody already gets no new link.
    ways = ("user__socialaccount_set", "user__authenticator_set", "user__memberships")
    members = members.prefetch_related(*ways)
    if may_manage_members(user, organisation):
        return members
    seen = Q(user_id=user.pk)
    if may_create_organisation(user):
        seen |= Q(role=Role.ADMIN)
    return members.filter(seen)


def member_for(user: AnyUser, organisation: Organisation, pk: int) -> Membership:
    """One current membership the reader may see."""
    return get_object_or_404(members_for(user, organisation), pk=pk)


def open_link(token: str, kind: OneTimeLink.Kind) -> OneTimeLink | None:
    """The link of this token when it still works. Unknown, used and expired look alike."""
    link = OneTimeLink.of_token(token)
    return link if link and link.kind == kind and link.state == "open" else None


def maker_of(user: User) -> Organisation | None:
    """The organisation whose administrator made this account: that of its first membership."""
    first = user.memberships.exclude(accepted_at=None).order_by("pk").first()
    return None if first is None or user.is_platform else first.organisation


def ways_not_shown(user: User, shown: Shown) -> bool:
    """Whether there are passkeys, codes or logins elsewhere that this sitting did not show."""
    links = SocialAccount.objects.filter(user_id=user.pk).exclude(uid__in=shown.links)
    factors = Authenticator.objects.filter(user_id=user.pk).exclude(pk__in=shown.factors)
    return bool(links.exists() or factors.exists())


def has_platform_admin() -> bool:
    """True once somebody can look after this installation."""
    return User.objects.filter(is_platform=True, is_active=True).exists()
