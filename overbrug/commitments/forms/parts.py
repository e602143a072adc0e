"""Fields that several of these forms have."""

from __future__ import annotations

from typing import Any

from django import forms

from overbrug.core.forms import PlainForm


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
