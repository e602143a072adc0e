"""`{% load i18n %}`, where fixed words are translated once for each language.

Django looks the same words up each time, by a promise of a text that is then kept: a tenth of a
page that repeats "Change" two hundred times.
"""

from __future__ import annotations

from typing import Any

from django.template import Context, Library
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedWords(i18n.TranslateNode):
    """Words that stand in the template itself, without a context, a filter or a name for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        """As it was said before in this language, else looked up now."""
        name = get_language(), context.autoescape
        if name not in self._said:
            self._said[name] = super().render(context)
        return self._said[name]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """As Django's; fixed words are remembered."""
    made = i18n.do_translate(parser, token)
    said = made.filter_expression
    if made.noop or made.asvar or made.message_context or said.filters:
        return made
    if said.is_var and said.var.lookups is not None:  # words that a view gives
        return made
    return FixedWords(said, made.noop)
