"""allauth's code flow with our own fetching and checking, and with our words when it stops."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from overbrug.accounts.sso import fetching, linking, tokens
from overbrug.accounts.sso.refusing import SsoRefused, stop
from overbrug.lib.tokens import hash_of, random_token

PROVIDER = "sso"


class SsoAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The client's half of one login."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)
        self.begun: dict[str, Any] = {}  # what was kept when this login began

    @property
    def openid_config(self) -> dict[str, Any]:
        """Of our own fetching: allauth's follows redirects to anywhere."""
        return fetching.configuration()

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """One exact address, which the provider knows beforehand."""
        path = reverse("sso_callback")
        return f"{settings.PUBLIC_URL.rstrip('/')}{path}" if settings.PUBLIC_URL else str(
            request.build_absolute_uri(path)
        )  # fmt: skip

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Exchange the code, always with the verifier of this login."""
        _check_issuer_of_answer(request)
        callback = self.get_callback_url(request, app)
        code = request.GET.get("code", "")
        found = fetching.exchange(code, verifier=pkce_code_verifier or "", callback=callback)
        if not isinstance(found.get("access_token"), str):
            raise SsoRefused("wrong", "no access token")
        self.did_fetch_access_token = True
        return {"access_token": found["access_token"], "id_token": found.get("id_token")}

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """The login of the person that the checked ID token names; nothing else of it is kept."""
        response = kwargs["response"]
        nonce = str(self.begun.get("nonce", ""))
        claims = tokens.claims_of(response["id_token"], nonce=nonce, access_token=token.token)
        claims = claims | _more_about(claims, token.token)
        login = self.get_provider().sociallogin_from_response(
            request, {"sub": hash_of(f"{claims['iss']}\n{claims['sub']}")}
        )
        login.account.extra_data = {}
        login.claims = claims
        return login


def _check_issuer_of_answer(request: HttpRequest) -> None:
    """Against mix-up (RFC 9207): the answer comes from the provider that we asked."""
    said, config = request.GET.get("iss"), fetching.configuration()
    must_say = config.get("authorization_response_iss_parameter_supported") is True
    if (said is None and must_say) or (said is not None and said != config["issuer"]):
        raise SsoRefused("wrong", f"the answer says it is from {said!r}")


def _more_about(claims: dict[str, Any], access_token: str) -> dict[str, Any]:
    """Mail address and name, when the ID token has none: of the same person, and nothing more."""
    if claims.get("email"):
        return {}
    found = fetching.userinfo(access_token)
    if found and found.get("sub") != claims["sub"]:
        raise SsoRefused("wrong", "told about somebody else")
    return {name: found[name] for name in ("email", "email_verified", "name") if name in found}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What allauth asks us around a login elsewhere."""

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """256 random bits; allauth's own has 95."""
        return random_token()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """allauth's own pages to sign up stay closed; `linking` decides."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find, link or make the account; who has none hears why."""
        try:
            linking.find_account(request, sociallogin)
        except SsoRefused as problem:
            raise stop(request, problem.kind, problem.reason) from problem

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """One page for all that can go wrong, each in its own words."""
        if isinstance(exception, SsoRefused):
            raise stop(request, exception.kind, exception.reason)
        if error == AuthError.CANCELLED:
            raise stop(request, "stopped", "access_denied")
        if exception is None and "state_id" in (extra_context or {}):
            raise stop(request, "state", "an unknown state")
        said = str(exception or request.GET.get("error", ""))
        raise stop(request, "said", said)
