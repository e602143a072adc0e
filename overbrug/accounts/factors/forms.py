"""The forms of allauth's second step, in our words, with limits that hold per account."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.accounts.factors.again import kinds_of
from overbrug.lib.text import clean_line

LONGEST_CREDENTIAL = 20_000
# A code counts for the half minutes before and after its own as well; none counts twice.
CODE_LASTS_SECONDS = 120


def _code_field(help_text: Any) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(
        label=gettext_lazy("Code"),
        help_text=help_text,
        max_length=40,
        widget=forms.TextInput(attrs=attrs),
        error_messages={
            "required": gettext_lazy("Fill in the code."),
            "max_length": gettext_lazy("This is too long for a code."),
        },
    )


def _not_too_often(user: Any, *, what: str = "user") -> None:
    """Guesses count per account, wherever they come from; a password alone opens nothing."""
    is_free = ratelimit.consume(
        context.request, app="allauth.account", action="second_factor", key=f"{what}-{user.pk}"
    )
    if not is_free:
        raise ValidationError(_("Too many tries. Wait five minutes and try again."))


def _forgive(user: Any, *, what: str = "user") -> None:
    where = {"app": "allauth.account", "action": "second_factor"}
    ratelimit.clear(context.request, key=f"{what}-{user.pk}", **where)


def _was_used(user: Any, code: str) -> bool:
    """Whether this is a recovery code of before: then the newest code of an app is no advice."""
    kinds = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES)
    kept = kinds.first()
    if kept is None:
        return False
    codes = kept.wrap()
    return code in set(codes.generate_codes()) - set(codes.get_unused_codes())


class _Code:
    """Counts tries, and lets no code of an app pass twice."""

    user: Any
    authenticator: Authenticator
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Authenticator.Type.TOTP not in kinds_of(self.user):
            self.fields["code"].help_text = _("One of your recovery codes.")

    def clean_code(self) -> str:
        """The code when it is right, and was not used before."""
        _not_too_often(self.user)
        typed = "".join(sign for sign in self.cleaned_data["code"] if sign.isalnum())
        if _was_used(self.user, typed):
            raise ValidationError(_("You used this recovery code before. Take another one."))
        code = str(super().clean_code())  # type: ignore[misc]
        bare = "".join(sign for sign in code if sign.isalnum())
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not cache.add(f"code-{self.user.pk}-{bare}", True, CODE_LASTS_SECONDS):
            raise ValidationError(_("This code was used already. Wait for the next one."))
        _forgive(self.user)
        return code


_APP_OR_RECOVERY = gettext_lazy("The six digits of your code app, or one of your recovery codes.")


class CodeForm(_Code, codes.AuthenticateForm):  # type: ignore[misc]
    """The second step of a login."""

    code = _code_field(_APP_OR_RECOVERY)


class CodeAgainForm(_Code, codes.ReauthenticateForm):  # type: ignore[misc]
    """Prove it once more before something important."""

    code = _code_field(_APP_OR_RECOVERY)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code shows that the app has the secret."""

    code = _code_field(gettext_lazy("The six digits that the app shows now."))

    def clean_code(self) -> str:
        """Count tries here too, apart: who guesses elsewhere keeps nobody from setting up."""
        _not_too_often(self.user, what="setting-up")
        code = str(super().clean_code())
        _forgive(self.user, what="setting-up")
        return code


class PasswordAgainForm(PasswordAgain):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password")
        attrs = {"autocomplete": "current-password", "spellcheck": "false"}
        self.fields["password"].widget.attrs = attrs


class CredentialField(forms.JSONField):
    """What a browser says about a passkey; anything else is refused before it is looked into."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """A small object of the shape of a credential."""
        refusal = ValidationError(_("The passkey gave no usable answer. Try again."))
        if len(str(value or "")) > LONGEST_CREDENTIAL:
            raise refusal
        try:
            found = json.loads(value or "null")
        except (ValueError, RecursionError) as error:
            raise refusal from error
        response = found.get("response") if isinstance(found, dict) else None
        if not isinstance(response, dict) or not all(
            isinstance(part, (str, list, type(None))) for part in response.values()
        ):
            raise refusal
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing of a spent answer is shown again."""
        return initial


class _Passkey:
    """Turns whatever a hostile answer does to the library into one refusal."""

    def clean_credential(self) -> Any:
        """The passkey that answered."""
        with _refusing_strange_answers():
            return super().clean_credential()  # type: ignore[misc]


class _refusing_strange_answers:  # noqa: N801  (reads as a sentence)
    def __enter__(self) -> None: ...

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        if isinstance(error, Exception) and not isinstance(error, ValidationError):
            # fido2 and cbor raise a dozen kinds on bytes that are no answer.
            message = _("The passkey gave no usable answer. Try again.")
            raise ValidationError(message) from error


class PasskeyForm(_Passkey, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""

    credential = CredentialField()


class PasskeyAgainForm(_Passkey, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something important."""

    credential = CredentialField()


class PasskeyLoginForm(_Passkey, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""

    credential = CredentialField()


class NewPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey with a name that its owner knows it by."""

    name = forms.CharField(
        label=gettext_lazy("Name of this passkey"),
        help_text=gettext_lazy("So that you know it again, for example: laptop at work."),
        required=False,
        max_length=60,
    )
    credential = CredentialField()
    passwordless = None  # the browser makes a passkey that can log in alone where it is able to

    def clean_name(self) -> str:
        """One clean line."""
        return clean_line(str(super().clean_name()))

    def clean(self) -> dict[str, Any]:
        """The new passkey, checked by the library."""
        with _refusing_strange_answers():
            return dict(super().clean())
