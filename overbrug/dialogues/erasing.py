"""Where words of conversations stand outside the room, for the host who erases words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core.erasing import Place
from overbrug.dialogues.models import Dialogue

if TYPE_CHECKING:
    from overbrug.opgaven.models import Opgave


def places_of(opgave: Opgave) -> list[Place]:
    """The titles of the conversations on this opgave; what tables typed stands in their rooms."""
    return [Place(Dialogue.objects.filter(opgave=opgave), fields=("title",))]
