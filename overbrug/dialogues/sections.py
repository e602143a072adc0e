"""Other apps put their part on two pages of conversations: `register("organiser", name, render)`.

Conversations stay unaware of what comes after them: they know that there are parts, not which.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest

# "organiser": the page of who organises it, render(request, dialogue).
# "table": what a table wrote, render(request, place), a `places.Place`.
Where = Literal["organiser", "table"]
Render = Callable[[HttpRequest, Any], str]


class _Section(NamedTuple):
    order: int
    name: str
    render: Render


_sections: dict[Where, dict[str, _Section]] = {"organiser": {}, "table": {}}


def register(where: Where, name: str, render: Render, *, order: int = 50) -> None:
    """Show what `render` gives there, safe HTML; an empty text shows nothing."""
    _sections[where][name] = _Section(order, name, render)


def sections_for(where: Where, request: HttpRequest, thing: Any) -> list[str]:
    """The parts of other apps on this page, in their order."""
    in_order = sorted(_sections[where].values(), key=lambda s: s[:2])
    return [html for s in in_order if (html := s.render(request, thing))]
