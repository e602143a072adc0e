"""What stands in a promise, and what does not, as words on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from overbrug.commitments.models import Commitment


def lacking_words(commitment: Commitment) -> list[str]:
    """What these words miss to become binding, besides a yes in the name of the organisation."""
    words = {
        "due_on": _("a date"),
        "means": _("the means"),
        "evidence": _("something by which one can see it"),
    }
    return [words[name] for name in commitment.lacking()]
