"""`<c-…>` components that are drawn once for the same words and then remembered.

An icon or the words *who sees this* stand a hundred times on a page, the same each time. They
know nothing but what is given to them and the language, so a reader's rights are never in them.
"""

from __future__ import annotations

from typing import Any

from django.template import Context, Library, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags._component import (
    AttrKind,
    CottonComponentNode,
    UnprocessableDynamicAttr,
    cotton_component,
)

register = Library()

# Each of these files in `templates/cotton/` shows its attributes and nothing else of the page.
PURE = {"icon", "stair", "visibility", "example-tag"}
MOST = 2_000
_drawn: dict[tuple[Any, ...], SafeString] = {}


class PureComponent(CottonComponentNode):  # type: ignore[misc]
    """Remembers what came of these attributes in this language."""

    def render(self, context: Context) -> SafeString:
        """As it was drawn before, else drawn now."""
        given = self._given(context)
        if given is None:
            return SafeString(super().render(context))
        key = (self.component_name, get_language(), *given)
        if key not in _drawn:
            drawn = SafeString(super().render(context))
            if len(_drawn) < MOST:
                _drawn[key] = drawn
            return drawn
        return _drawn[key]

    def _given(self, context: Context) -> list[tuple[Any, ...]] | None:
        """The attributes with their values; None when one is more than a word or a number."""
        found = []
        for attr in self._prepared_attrs:
            value = attr.value
            if attr.kind == AttrKind.DYNAMIC:
                try:
                    value = attr.compiled.resolve(context)
                except UnprocessableDynamicAttr:
                    return None
            elif attr.kind != AttrKind.STATIC:
                return None
            if type(value) not in (str, int, SafeString):
                return None
            found.append((attr.key, type(value), value))
        return found


@register.tag("cotton")
def component(parser: Parser, token: Token) -> CottonComponentNode:
    """Any component; the pure ones without content are remembered."""
    made = cotton_component(parser, token)
    if made.component_name in PURE and not made.nodelist and not made.only:
        no_content = NodeList()
        return PureComponent(
            made.component_name, no_content, made.attrs, made.only, made.active_library
        )
    return made
