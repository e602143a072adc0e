"""Doing what a button on a page asks for, and saying why not when it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from overbrug.core.errors import NotAllowed, Refused


def act(request: HttpRequest, action: Callable[[], object]) -> bool:
    """True when it was done; a refusal becomes a message on the next page."""
    try:
        action()
    except NotAllowed as error:
        raise PermissionDenied from error
    except Refused as error:
        messages.error(request, str(error.message))
        return False
    return True
