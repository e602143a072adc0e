"""What a person sees when something cannot be done; every page says how to go on."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from psycopg_pool import PoolTimeout, TooManyRequests


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something we cannot read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not."""
    return render(request, "403.html", {"reason": ""}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the visit, or came from elsewhere; its words are a step back."""
    return render(request, "403.html", {"reason": "csrf"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here, or nothing for this person; the two look alike."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without database, session or context processors.

    503 when no connection to the database came free in time: it will, by itself.
    """
    if isinstance(sys.exc_info()[1], OperationalError) and is_pool_empty(sys.exc_info()[1]):
        page = get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return HttpResponse(get_template("500.html").render(), status=500)


def is_pool_empty(problem: BaseException | None) -> bool:
    """Whether somebody waited for a connection as long as anyone may wait."""
    return isinstance(problem and problem.__cause__, PoolTimeout | TooManyRequests)
