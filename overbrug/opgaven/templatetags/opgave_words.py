"""Filters for pages of opgaven."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django import template
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from overbrug.lib.moments import as_date
from overbrug.lib.numbers import show_number
from overbrug.opgaven.bridge import drawing
from overbrug.opgaven.models import BY_MEMBER, INVITATION, OWN_WORDS, Party
from overbrug.opgaven.wording import firmness_word, label_of
from overbrug.outbox.queries import mails_about

register = template.Library()
register.filter(firmness_word)


# A page says the same few days and numbers hundreds of times.
@lru_cache(maxsize=4_000)
def _day(day: date, _language: str | None, shape: str = "j F Y") -> str:
    return date_format(day, shape)


@lru_cache(maxsize=4_000)
def _moment(moment: str, language: str | None) -> str:
    shapes = {4: "Y", 7: "F Y", 10: "j F Y"}
    return _day(as_date(moment), language, shapes[len(moment)])


@lru_cache(maxsize=4_000)
def _number(number: Decimal, language: str) -> str:
    return show_number(number, language=language)


@register.filter
def number_words(number: Decimal) -> str:
    """401000.0000 as 401.000 in Dutch and 401,000 in English."""
    return _number(number, get_language() or "nl")


@register.filter
def moment_words(moment: str) -> str:
    """2024, July 2024 or 15 July 2024, as far as it is known; unknown is said."""
    if not moment:
        return _("no date")
    return _moment(moment, get_language())


@register.filter
def day_words(day: date | None) -> str:
    """15 July 2024; without a day that is said."""
    return _day(day, get_language()) if day else _("no date")


@register.simple_tag
def firmness_count(status: str, count: int, shows_all: bool) -> str:
    """The words after a count in the legend; who does not see all hears of what is public."""
    if status == "hole" and not shows_all:
        return ngettext(
            "hole: needed, nobody in public yet", "holes: needed, nobody in public yet", count
        )
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
def whose_words(party: Party, name: str) -> str:
    """Who wrote a text of a party: itself, itself through an invitation, or others."""
    how = party.own_words.get(name, "")
    words = {BY_MEMBER: _("in its own words"), INVITATION: _("in its own words, by invitation")}
    return words.get(how) or _("filled in by others")


@register.filter
def party_label(party: Party, name: str) -> str:
    """The name of a text of a party."""
    label = label_of(Party, name)
    return f"{label[:1].upper()}{label[1:]}"


@register.filter
def party_text(party: Party, name: str) -> str:
    """That text; `name` is one of the words a party says about itself."""
    return str(getattr(party, name)) if name in OWN_WORDS else ""


@register.filter
def link_word(state: str) -> str:
    """How it stands with a link, in one word."""
    words = {
        "open": _("open"),
        "used": _("used"),
        "revoked": _("revoked"),
        "expired": _("run out"),
    }
    return words.get(state, state)


@register.filter
def mail_word(thing: Model) -> str:
    """How it stands with the mail about a thing; empty without one."""
    mail = mails_about(thing).first()
    words = {
        "waiting": _("on its way"),
        "sent": _("sent"),
        "bounced": _("did not arrive"),
        "given_up": _("did not arrive"),
    }
    return words.get(mail.state, "") if mail else ""


@register.filter
def text_lines(text: str) -> list[str]:
    """The lines of a text that holds one thing on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
