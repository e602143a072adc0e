"""Filters for pages of opgaven."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from overbrug.lib.numbers import show_number

register = template.Library()


@register.filter
def number_words(number: Decimal) -> str:
    """401000.0000 as 401.000 in Dutch and 401,000 in English."""
    return show_number(number, language=get_language() or "nl")
