"""What the room knows of the harvest from the first moment; later changes come over the line.

What happened while a device had no line is not told again: it asks for the newest once it is back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from overbrug.harvest import queries

if TYPE_CHECKING:
    from overbrug.dialogues.places import Place
    from overbrug.harvest.models import HarvestPage


def news(place: Place) -> dict[str, Any] | None:
    """The proposal that lies before the table now, in the words of the event `harvest`."""
    page = queries.open_page(place.table)
    return _told(page)


def newest(place: Place) -> dict[str, Any] | None:
    """The newest proposal in whatever state: who was away hears that it was approved meanwhile."""
    return _told(place.table.harvest_pages.first())


def _told(page: HarvestPage | None) -> dict[str, Any] | None:
    return {"state": page.state, "number": page.number} if page else None
