"""Where words of the next morning stand, for the host who erases words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core.erasing import Place
from overbrug.followups.models import FollowUp, FollowUpLink
from overbrug.outbox.queries import words_of_mails

if TYPE_CHECKING:
    from overbrug.opgaven.models import Opgave


def places_of(opgave: Opgave) -> list[Place]:
    """Own steps, what came of them, and the mails that ask."""
    links = FollowUpLink.objects.filter(follow_up__dialogue__opgave=opgave)
    return [
        Place(FollowUp.objects.filter(dialogue__opgave=opgave), fields=("step",)),
        Place(links, fields=("why",)),
        words_of_mails(links),
    ]
