"""What people do with their own account, and a host with anyone's."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import F

from overbrug.accounts.factors import notices
from overbrug.accounts.factors.proof import FACTORS, Shown
from overbrug.accounts.models import User
from overbrug.core.models import record
from overbrug.core.revisions import check


@transaction.atomic
def change_name(user: User, *, name: str) -> User:
    """Let people say what they are called."""
    user.name = name
    check(user)
    user.save(update_fields=["name"])
    record("name_changed", user, by=user)
    return user


def end_sessions(user: User) -> None:
    """Log this person out everywhere: sessions are checked against the epoch."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def end_ways_not_shown(user: User, shown: Shown) -> int:
    """End passkeys, codes and logins elsewhere that this sitting did not show; how many.

    Whoever made or held the account may have set them up, and knows no password to use them.
    """
    links = SocialAccount.objects.filter(user_id=user.pk).exclude(uid__in=shown.links)
    factors = Authenticator.objects.filter(user_id=user.pk)
    ended = links.delete()[0] + factors.exclude(pk__in=shown.factors).delete()[0]
    if not factors.filter(type__in=FACTORS).exists():
        factors.delete()  # recovery codes of nothing
    if ended:
        record("ways_in_ended", user, by=user)
        notices.tell(user, "ways_ended")
    return int(ended)


@transaction.atomic
def remove_factors(user: User) -> int:
    """Take away passkeys, code app and recovery codes of who lost them; how many.

    Only whoever has the server does this. Whoever found the phone is logged out with its owner.
    """
    removed = Authenticator.objects.filter(user_id=user.pk).delete()[0]
    end_sessions(user)
    record("second_step_removed", user, role="host")
    notices.tell(user, "factors_removed")
    return int(removed)


@transaction.atomic
def erase_account(user: User) -> None:
    """Remove a person at their request; what was done stays, in its role and without a pointer.

    Only whoever has the server does this: no role on the screen may.
    """
    record("account_erased", user, role="host")
    user.delete()
