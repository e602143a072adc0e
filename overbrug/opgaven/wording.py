"""Stored values as words on a page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from overbrug.lib.numbers import show_number
from overbrug.opgaven.models import OWN_WORDS, Opgave, Party, Scale


def label_of(model: type[Model], name: str) -> str:
    """The name of a field on the screen."""
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def in_words(model: type[Model], name: str, value: Any) -> str:
    """A value the way a person reads it; unknown is said, never left empty."""
    if value in (None, "", [], {}):
        return _("nothing filled in")
    if model is Opgave and name == "scales":
        labels = dict(Scale.choices)
        return ", ".join(str(labels.get(scale, scale)) for scale in value)
    if model is Party and name == "own_words":
        return ", ".join(label_of(Party, word) for word in OWN_WORDS if word in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return show_number(value, language=get_language() or "nl")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    field = model._meta.get_field(name)
    if isinstance(field, Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


_FIRMNESS = {
    "wish": gettext_lazy("wish"),
    "intention": gettext_lazy("intention"),
    "promise": gettext_lazy("promise"),
    "binding": gettext_lazy("binding"),
    "delivered": gettext_lazy("delivered"),
    "hole": gettext_lazy("hole"),
    "unknown": gettext_lazy("unknown"),
    "declined": gettext_lazy("declined"),
    "withdrawn": gettext_lazy("withdrawn"),
}


def firmness_word(status: str) -> str:
    """How firm a promise is, in one word."""
    return str(_FIRMNESS.get(status, status))
