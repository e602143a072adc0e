"""Which account here belongs to a person of the provider.

By issuer and subject, always. The first time only, by a mail address that the provider vouches for,
in a domain that the host gave to this provider: else whoever may type an address there would be
anybody here.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from overbrug.accounts.models import User
from overbrug.accounts.sso.refusing import SsoRefused
from overbrug.core.forms import MailField
from overbrug.core.models import record
from overbrug.lib.text import clean_line


def find_account(request: HttpRequest, login: SocialLogin) -> None:
    """Give the login its account, or refuse it in words."""
    claims = login.claims
    login.state["did_second_step"] = did_second_step_there(claims)
    if login.is_existing:
        return
    email = vouched_address(claims)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = _new_account(email, claims)
    elif SocialAccount.objects.filter(user=user, provider=login.account.provider).exists():
        # The same mailbox, another person: somebody left and a namesake came.
        raise SsoRefused("taken", "another subject with the address of a linked account")
    with transaction.atomic():
        login.connect(request, user)
        record("login_linked", user, by=user)


def vouched_address(claims: dict[str, Any]) -> str:
    """The mail address, when it says something about who this is."""
    sso = settings.SSO
    try:
        email = MailField().clean(claims.get("email"))
    except ValidationError as problem:
        raise SsoRefused("mail", "no mail address") from problem
    if claims.get("email_verified") is not True and not sso["mail_is_verified"]:
        raise SsoRefused("mail", "the address is not verified")
    if email.rpartition("@")[2] not in sso["mail_domains"]:
        raise SsoRefused("unknown", "an address outside OIDC_MAIL_DOMAINS")
    return str(email)


def _new_account(email: str, claims: dict[str, Any]) -> User:
    """Somebody without any right, when the host wants that."""
    if not settings.SSO["creates_accounts"]:
        raise SsoRefused("unknown", "no account, and none are made")
    name = clean_line(str(claims.get("name") or ""))[:80]
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, None, name=name)
            record("account_made_at_login", user, by=user)
    except IntegrityError as problem:  # pressed twice
        raise SsoRefused("state", "made at the same moment") from problem
    return user


def did_second_step_there(claims: dict[str, Any]) -> bool:
    """Whether the provider says that there were two steps, in words that the host trusts."""
    trusted = set(settings.SSO["second_factor"])
    methods = claims.get("amr")
    said = {str(method) for method in methods} if isinstance(methods, list) else set()
    return bool(trusted & (said | {str(claims.get("acr", ""))}))
