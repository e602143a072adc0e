"""Other apps put their part on the page of an opgave: `register("dialogues", render)`.

Lower apps stay unaware of higher ones: an opgave knows that there are sections, not which.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest

from overbrug.opgaven.models import Opgave

Render = Callable[[HttpRequest, Opgave], str]


class _Section(NamedTuple):
    order: int
    name: str
    render: Render


_sections: dict[str, _Section] = {}


def register(name: str, render: Render, *, order: int = 50) -> None:
    """Show what `render(request, opgave)` gives, safe HTML; an empty text shows nothing."""
    _sections[name] = _Section(order, name, render)


def sections_for(request: HttpRequest, opgave: Opgave) -> list[str]:
    """The parts of other apps on this page, in their order."""
    return [s.render(request, opgave) for s in sorted(_sections.values(), key=lambda s: s[:2])]
