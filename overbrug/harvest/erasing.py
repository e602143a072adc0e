"""Where words of tables stand once they were proposed or shared, for the host who erases words.

What a table typed stands in its room: anyone at the table empties a box there, and `erase dialogue`
takes it all. Here are the copies, which nobody can change otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core.erasing import Place
from overbrug.harvest.models import Dissent, HarvestLine, HarvestPage, Hiding, Mark, Release, Vote

if TYPE_CHECKING:
    from overbrug.opgaven.models import Opgave

# Keys, kinds and the questions of the card are no words of people, and the code reads them.
WORDS = ("text", "parts", "dissents")


def places_of(opgave: Opgave) -> list[Place]:
    """Pages and lines of every conversation on this opgave, and the reasons beside them."""
    lines = {"line__page__table__dialogue__opgave": opgave}
    tables = {"table__dialogue__opgave": opgave}
    return [
        Place(HarvestLine.objects.filter(page__table__dialogue__opgave=opgave), fields=WORDS),
        Place(HarvestPage.objects.filter(**tables), fields=("content",), inside=WORDS),
        Place(Mark.objects.filter(**tables), fields=("text",)),
        Place(Dissent.objects.filter(**tables), fields=("text",)),
        Place(Vote.objects.filter(page__table__dialogue__opgave=opgave), fields=("reason",)),
        Place(Release.objects.filter(**lines), fields=("reason",)),
        Place(Hiding.objects.filter(**lines), fields=("reason",)),
    ]
