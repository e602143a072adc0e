"""Filters for pages of opgaven."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from overbrug.lib.moments import as_date
from overbrug.lib.numbers import show_number
from overbrug.opgaven.bridge import drawing

register = template.Library()


@register.filter
def number_words(number: Decimal) -> str:
    """401000.0000 as 401.000 in Dutch and 401,000 in English."""
    return show_number(number, language=get_language() or "nl")


@register.filter
def moment_words(moment: str) -> str:
    """2024, July 2024 or 15 July 2024, as far as it is known; unknown is said."""
    if not moment:
        return _("no date")
    formats = {4: "Y", 7: "F Y", 10: "j F Y"}
    return date_format(as_date(moment), formats[len(moment)])


@register.filter
def day_words(day: date | None) -> str:
    """15 July 2024; without a day that is said."""
    return date_format(day, "j F Y") if day else _("no date")


@register.filter
def firmness_word(status: str) -> str:
    """How firm a promise is, in one word."""
    words = {
        "wish": _("wish"),
        "intention": _("intention"),
        "promise": _("promise"),
        "binding": _("binding"),
        "delivered": _("delivered"),
        "hole": _("hole"),
        "unknown": _("unknown"),
        "declined": _("declined"),
        "withdrawn": _("withdrawn"),
    }
    return words.get(status, status)


@register.simple_tag
def firmness_count(status: str, count: int) -> str:
    """The words after a count in the legend."""
    if status == "hole":
        return ngettext("hole: needed, nobody yet", "holes: needed, nobody yet", count)
    return firmness_word(status)


@register.filter
def plank(status: str) -> SafeString:
    """The piece of deck of this firmness."""
    known = {"wish", "intention", "promise", "binding", "delivered", "hole", "unknown"}
    # Drawn by us from fixed words alone.
    return mark_safe(drawing.plank(status)) if status in known else SafeString("")  # noqa: S308


@register.filter
def text_lines(text: str) -> list[str]:
    """The lines of a text that holds one thing on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
