"""`{% url %}` that finds an address once and then remembers it.

A page of an opgave holds four hundred addresses, and Django tries the patterns anew for each. An
address follows from its name and the words in it; it says nothing about who may go there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template import Context, Library
from django.template.base import FilterExpression, Parser, Token
from django.template.defaulttags import URLNode, url
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()

MOST = 8_000
PLAIN = (str, int, SafeString, UUID)


# `typed`, as 1 and True are one to a dictionary, and two in an address.
@lru_cache(maxsize=MOST, typed=True)
def _found(name: str, app: str | None, _place: tuple[str, str, str], *args: Any) -> str:
    return reverse(name, args=args, current_app=app)


class Address(URLNode):
    """An address by the name of its page and plain words or numbers in a row."""

    view_name: FilterExpression
    args: list[FilterExpression]
    asvar: str | None

    def render(self, context: Context) -> str:
        """The address, or nothing when `as` asked for one that is not there."""
        args = [each.resolve(context) for each in self.args]
        if self.kwargs or any(type(each) not in PLAIN for each in args):
            return str(super().render(context))
        app = _app(context)
        place = (get_urlconf(settings.ROOT_URLCONF), get_script_prefix(), get_language() or "")
        try:
            found = _found(self.view_name.resolve(context), app, place, *args)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


def _app(context: Context) -> str | None:
    """The part of the site that is open, as Django's own tag has it."""
    request = getattr(context, "request", None)
    place = getattr(getattr(request, "resolver_match", None), "namespace", None)
    found: str | None = getattr(request, "current_app", place)
    return found


@register.tag("url")
def address(parser: Parser, token: Token) -> Address:
    """As Django's, remembered."""
    read = url(parser, token)
    return Address(read.view_name, read.args, read.kwargs, read.asvar)
