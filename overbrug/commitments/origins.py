"""Where a promise came from: another app says it on the page of the promise.

Promises stay unaware of tables: whoever brought one here registers how to show its origin, and
shows no more of it than this reader may see.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from overbrug.commitments.models import Commitment

Render = Callable[[HttpRequest, Commitment], str]
_renders: list[Render] = []


def register(render: Render) -> None:
    """Show what `render(request, commitment)` gives, safe HTML; an empty text shows nothing."""
    if render not in _renders:
        _renders.append(render)


def render(request: HttpRequest, commitment: Commitment) -> SafeString:
    """What every app says about the origin of this promise."""
    # Each part is a rendered template: what people typed was escaped there.
    return mark_safe("".join(part(request, commitment) for part in _renders))  # noqa: S308
