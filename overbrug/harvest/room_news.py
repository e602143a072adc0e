"""What the room knows of the harvest from the first moment; later changes come over the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from overbrug.harvest import queries

if TYPE_CHECKING:
    from overbrug.dialogues.places import Place


def news(place: Place) -> dict[str, Any] | None:
    """The proposal that lies before the table now, in the words of the event `harvest`."""
    page = queries.open_page(place.table)
    return {"state": page.state, "number": page.number} if page else None
