"""The start page, the pages of plain text, and the language switch."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from overbrug.dialogues.queries import count_dialogues, demo_dialogue, next_dialogues
from overbrug.opgaven.bridging import with_bridges
from overbrug.opgaven.queries import for_cards

YEAR_S = 365 * 24 * 3600
MOST_ON_HOME = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Overbrug is, a seat at a table, and the opgaven this person may see."""
    newest = list(for_cards(request.user).order_by("-created_at", "pk")[:MOST_ON_HOME])
    count_dialogues(newest)
    facts = {
        "opgaven": with_bridges(newest, user=request.user),
        "demo_dialogue": demo_dialogue(),
        "next_dialogues": next_dialogues(request.user),
    }
    return render(request, "web/home.html", facts)


@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """Five steps of visibility, what is kept for how long, and the cookies."""
    names = ("SEAT", "SESSION", "DEVICE", "LINK", "CSRF", "LANGUAGE")  # another name on https
    cookies = {f"{name.lower()}_cookie": getattr(settings, f"{name}_COOKIE_NAME") for name in names}
    cookies["message_cookie"] = CookieStorage.cookie_name
    return render(request, "web/who-sees-what.html", cookies)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and where to say so."""
    return render(request, "web/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def how_we_calculate(request: HttpRequest) -> HttpResponse:
    """Pace, speed and forecasts, for who has to answer for them."""
    return render(request, "web/how-we-calculate.html")


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """The licence, and where the source of this very installation is."""
    return render(request, "web/source.html", {"source_url": settings.SOURCE_URL})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page the person came from."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest("400: this language is not offered.")
    response = HttpResponseRedirect(_own_address(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR_S,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _own_address(request: HttpRequest) -> str:
    """Where to go back to; never to another site."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else "/"
