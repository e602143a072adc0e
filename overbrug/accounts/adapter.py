"""What allauth asks us: whether people may sign themselves up, and how wrong passwords count."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from overbrug.accounts import devices
from overbrug.accounts.factors import again, notices, proof

HERE = {"app": "allauth.account", "action": "login_failed_here"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; a table needs none."""

    error_messages = {  # noqa: RUF012  (allauth's own shape)
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "This mail address and this password do not belong together. Try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name: the mail address is the name."""

    def is_safe_url(self, url: str | None) -> bool:
        """Only the host that was asked: another name in ALLOWED_HOSTS is another site to a browser.

        `//localhost/` would lead a person from here to a server on their own machine.
        """
        request = self.request
        return request is not None and url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that counts tries; who has none (a socket of the machine) shares one."""
        return get_client_ip(request) or "0.0.0.0"  # noqa: S104  (an unknown address, not bound)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Logging in a moment ago is proof enough: a new account is not asked twice.

        allauth itself asks nothing of who has no way that it knows, and takes a password for all.
        """
        if self.request is None or again.is_fresh(self.request):
            return False
        if not self.get_reauthentication_methods(self.request.user):
            raise PermissionDenied
        raise ReauthenticationRequired

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The strongest that this person has."""
        return again.ways(user, super().get_reauthentication_methods(user))

    def send_notification_mail(self, template_prefix: str, user: Any, *_: Any, **__: Any) -> None:
        """Tell the owner of the account what changed, through the outbox."""
        notices.tell(user, template_prefix.rpartition("/")[2])

    def get_login_stages(self) -> list[str]:
        """allauth's, with our own second step."""
        theirs = "allauth.mfa.stages.AuthenticateStage"
        ours = "overbrug.accounts.factors.stage.SecondStep"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def pre_login(self, request: HttpRequest, user: Any, **facts: Any) -> Any:
        """A login elsewhere with two steps is one with two steps, where the host says so."""
        social = (facts.get("signal_kwargs") or {}).get("sociallogin")
        if social is not None and social.state.get("did_second_step"):
            proof.note_second_step(request, user, type=proof.ELSEWHERE)
        return super().pre_login(request, user, **facts)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this try for account and address together, then for each of them.

        A device that its owner used before counts alone: nobody elsewhere locks them out there.
        A right password takes back what was counted, so only wrong ones stay.
        """
        here = ratelimit.consume(request, key=self._account_here(request, **credentials), **HERE)
        if not here:
            raise self.validation_error("too_many_login_attempts")
        if devices.known_as(request, credentials.get("email", "")):
            self._login_failed_rl_usage = here
            return
        super().pre_authenticate(request, **credentials)
        self._login_failed_rl_usage.usage += here.usage

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, key=self._account_here(request, **credentials), **HERE)

    def _account_here(self, request: HttpRequest, **credentials: Any) -> str:
        account = self._get_login_attempts_cache_key(request, **credentials)
        device = devices.known_as(request, credentials.get("email", ""))
        return f"{account}:{device or ratelimit.get_ip(request)}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account alone: allauth adds the host, of which anybody may ask another port."""
        return str(credentials.get("email", "")).lower()
