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


class Sentence(i18n.BlockTranslateNode):
    """Words with something filled in: the pattern is put together once."""

    def __init__(self, like: i18n.BlockTranslateNode) -> None:
        self.__dict__.update(like.__dict__)
        self._patterns: dict[int, tuple[str, list[str]]] = {}

    def render_token_list(self, tokens: list[Token]) -> tuple[str, list[str]]:
        """The pattern to look up, and the names in it; who asks may add to that list."""
        if id(tokens) not in self._patterns:  # one of the two lists that the node holds for good
            self._patterns[id(tokens)] = super().render_token_list(tokens)
        pattern, names = self._patterns[id(tokens)]
        return pattern, list(names)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def sentence(parser: Parser, token: Token) -> Sentence:
    """As Django's; its pattern is remembered."""
    return Sentence(i18n.do_block_translate(parser, token))


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
