"""In which language the pages of a conversation speak: one person, one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from overbrug.dialogues.models import Dialogue


def language_for(request: HttpRequest, dialogue: Dialogue) -> str:
    """The language somebody chose with the switch, else the one the conversation is held in."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    offered = dict(settings.LANGUAGES)
    if chosen in offered:
        return chosen
    return dialogue.language if dialogue.language in offered else settings.LANGUAGE_CODE


def in_language_of(
    dialogue: Dialogue, request: HttpRequest, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """What `answer` gives, in the language for this person at this conversation."""
    language = language_for(request, dialogue)
    with translation.override(language):
        response = answer()
    response["Content-Language"] = language
    return response
