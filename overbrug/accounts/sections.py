"""Other apps put their part on the page of an organisation: `register("mandates", render)`."""

from collections.abc import Callable

from django.http import HttpRequest

from overbrug.accounts.models import Organisation

Render = Callable[[HttpRequest, Organisation], str]
_sections: dict[str, Render] = {}


def register(name: str, render: Render) -> None:
    """Show what `render(request, organisation)` gives, safe HTML; an empty text shows nothing."""
    _sections[name] = render


def sections_for(request: HttpRequest, organisation: Organisation) -> list[str]:
    """The parts of other apps on this page."""
    return [render(request, organisation) for _name, render in sorted(_sections.items())]
