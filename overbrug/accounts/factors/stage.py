"""The second step of a login, unless the provider of the organisation already saw to it."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from overbrug.accounts.factors.proof import ELSEWHERE, showed


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """allauth's stage."""

    def _should_handle(self, request: HttpRequest) -> bool:
        """Not after a login elsewhere with two steps that the host trusts."""
        user = self.login.user
        return bool(super()._should_handle(request)) and not showed(request, user, ELSEWHERE)
