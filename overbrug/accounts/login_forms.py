"""The form to log in, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

MAIL_ADDRESS = _("Mail address")


class LoginForm(forms.LoginForm):  # type: ignore[misc]
    """Calls a mail address what every other page calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = MAIL_ADDRESS
