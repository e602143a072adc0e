"""Django's rules of passwords, with messages that say what to do."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """Length is what counts; several words are easy to remember."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("Use at least %(count)d characters. A few words together work well.") % {
            "count": self.min_length
        }


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one of the passwords that are tried first."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("Many people use this password. Choose another one.")


class NotLikeYou(password_validation.UserAttributeSimilarityValidator):
    """Not the name or the address of the person."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("This looks like your name or your address. Choose another one.")
