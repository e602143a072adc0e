"""Helpers of views that show and handle a form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from overbrug.core.errors import Conflict, NotAllowed, Refused
from overbrug.core.forms import PlainForm
from overbrug.core.history import Revised
from overbrug.lib.numbers import whole_number

# A page with a form: shown on GET, handled on POST.
form_page = require_http_methods(["GET", "HEAD", "POST"])


def attempt(form: PlainForm, act: Callable[[], Any]) -> Any | None:
    """Do `act` when the form is valid. A refusal lands in the form; not allowed becomes a 403.

    Returns what `act` gave, or None when the form has to be shown again. A conflict goes on to
    the view, which knows how to show both texts.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except NotAllowed as error:
        raise PermissionDenied from error
    except Conflict:
        raise
    except Refused as error:
        form.refuse(error.message, field=error.field)
        return None


def page_of(request: HttpRequest, rows: Any, *, size: int) -> Page[Any]:
    """The page of a long list that the address asks for; what is no number leads to the first."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def revision_read(request: HttpRequest, row: Revised) -> int:
    """The revision that the writer had read; one that we cannot read is older than all."""
    if request.method != "POST":
        return row.revision
    return whole_number(request.POST.get("revision", ""))


def status_of(form: PlainForm) -> int:
    """422 when a sent form could not be accepted, else 200."""
    return 422 if form.is_bound and form.errors else 200
