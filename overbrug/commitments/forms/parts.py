"""Fields that several of these forms have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import PlainForm


class DayField(forms.DateField):
    """A day, chosen from a calendar or typed as 31-12-2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": _("Write a day such as 31-12-2026.")},
            **kwargs,
        )


class SpeaksAs(forms.ChoiceField):
    """Takes the number of any mandate: the action says what has become of an old one."""

    def valid_value(self, value: Any) -> bool:
        """A mandate that ended since the page was opened is answered by the action, in words."""
        return len(str(value)) < 20


def choose(form: PlainForm, name: str, rows: Any) -> Any:
    """Offer these rows in a field; gives the field."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    return field
