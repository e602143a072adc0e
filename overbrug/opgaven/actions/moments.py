"""A date as far as the source says, as actions check it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.lib.moments import read_moment


def check_moment(moment: str, *, field: str) -> None:
    """Refuse what is no date in the form in which it is stored."""
    if moment and read_moment(moment) != moment:
        raise Refused(_("Write a date such as 2024, 7-2024 or 15-7-2024."), field=field)
