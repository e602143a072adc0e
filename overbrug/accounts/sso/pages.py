"""The way to the provider and the way back."""

from __future__ import annotations

from typing import Any, cast

from allauth.core.internal import ratelimit
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from overbrug.accounts.sso.adapter import PROVIDER, SsoAdapter
from overbrug.accounts.sso.refusing import SsoRefused, refused
from overbrug.lib.tokens import random_token


class _Callback(OAuth2CallbackView):  # type: ignore[misc]
    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        """Hand what was kept at the beginning to the adapter: allauth forgets the nonce."""
        state, response = super()._get_state(request, provider)
        self.adapter.begun = state or {}
        return state, response


def _too_often(request: HttpRequest) -> HttpResponse | None:
    found = ratelimit.consume_or_429(request, app="allauth.account", action="login")
    return cast("HttpResponse | None", found)


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, by a link: CSP lets no form of ours end at another host.

    Of the address only `next` is used; allauth's own page lets anybody add scopes and parameters.
    """
    if not settings.SSO:
        raise Http404
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect(settings.LOGIN_URL)  # no other site begins a login here
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = "/"
    provider = SsoAdapter(request).get_provider()
    provider.oauth2_adapter_class = SsoAdapter
    nonce = random_token()
    asked = {"nonce": nonce}
    if request.user.is_authenticated:
        asked["prompt"] = "login"  # once more: still being logged in there shows nothing
    try:
        way = _too_often(request) or provider.redirect(
            request, "login", next_url=onward, auth_params=asked, nonce=nonce
        )
    except SsoRefused as problem:
        return refused(request, problem.kind, problem.reason)
    return cast(HttpResponse, way)


@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    if not settings.SSO:
        raise Http404
    view = _Callback.adapter_view(SsoAdapter(request, PROVIDER))
    try:
        return _too_often(request) or cast(HttpResponse, view(request))
    except SsoRefused as problem:
        return refused(request, problem.kind, problem.reason)
