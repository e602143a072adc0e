"""All conversations on one opgave: its own page shows the newest few."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.core.pages import page_of
from overbrug.dialogues import queries
from overbrug.opgaven.queries import opgave_for

PER_PAGE = 20


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """The conversations, newest first, for everyone who may see the opgave."""
    opgave = opgave_for(request.user, slug)
    page = page_of(request, queries.dialogues_on(opgave), size=PER_PAGE)
    dialogues = list(page)
    context = {
        "opgave": opgave,
        "page": page,
        "dialogues": dialogues,
        "organised": queries.organised_among(request.user, opgave, dialogues),
        "title": _("Conversations"),
    }
    return render(request, "dialogues/about.html", context)
