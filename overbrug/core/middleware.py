"""In which language a page speaks, and that reading one changes nothing."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from overbrug.core.once import reading

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageFromCookie:
    """The language a person chose with the switch, else Dutch.

    Accept-Language is left alone on purpose: many Dutch people have a device in English, and
    two people at one table must not see two languages that neither of them chose.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language and say which one it is."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


class ReadingAsksOnce:
    """Who reads changes nothing: within one GET the same question is asked once (`core.once`)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep what was answered for this request, unless it may change something."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading():
            return self.get_response(request)
