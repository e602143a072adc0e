"""What allauth asks us about second steps: names, the QR code, and how secrets are kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.lib.qr import qr_svg


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Our words, our QR code; secrets of code apps are encrypted in the database."""

    error_messages = {  # noqa: RUF012  (allauth's own shape)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This does not fit. Take the newest code, or try the passkey again."
        ),
    }

    def _get_site_name(self) -> str:
        """How this site is called in a code app and in the list of passkeys."""
        return f"Overbrug ({context.request.get_host().partition(':')[0]})"

    def build_totp_svg(self, url: str) -> str:
        """A picture that stands in the page itself: no file, no foreign image."""
        return qr_svg(url)

    def encrypt(self, text: str) -> str:
        """A copy of the database alone makes no codes: the key stands beside it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; after SECRET_KEY was changed one that nobody can make a code of."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Whoever stole a backup has the text and the key of before, so the key of now makes it.
            none = hmac.digest(_key(), encrypted_text.encode(), "sha256")
            return base64.b32encode(none[:20]).decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """Passkeys are told apart by a number until somebody names them."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def _key() -> bytes:
    return hashlib.sha256(b"overbrug.accounts.factors" + settings.SECRET_KEY.encode()).digest()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key()))
