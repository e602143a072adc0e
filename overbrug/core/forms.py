"""Form parts of every app: text is cleaned, messages say how to mend it.

The summary on top puts the name of the field before each message.

No `maxlength` goes to the browser: it would cut a pasted text without a word. The server says how
much too long it is, and gives back everything that was typed.
"""

from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from overbrug.lib.moments import read_moment, typed_moment
from overbrug.lib.numbers import MOST_FIGURES, read_number, show_number
from overbrug.lib.text import clean_line, clean_text


class TooLong:
    """A validator that says how long the text is and how long it may be."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, text: str) -> None:
        """Refuse a text over the limit."""
        if len(text) > self.limit:
            raise ValidationError(
                _("Shorten this to %(limit)d characters. Now it has %(count)d.")
                % {"limit": self.limit, "count": len(text)},
                code="max_length",
            )


class LineField(forms.CharField):
    """One line: no control characters, no characters that cannot be seen."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The typed line, cleaned."""
        return clean_line(str(value or ""))


class MailField(LineField):
    """A mail address, compared and kept in lower case."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=254, **kwargs)

    def to_python(self, value: Any) -> str:
        """The typed address in lower case; nothing else of it is changed without a word."""
        typed, line = str(value or "").strip(" \t\r\n"), super().to_python(value)
        if line != normalize("NFC", typed) or not typed.rpartition("@")[0].isascii():
            raise ValidationError(_("Write a mail address, such as name@example.org."), "invalid")
        return line.lower()

    def validate(self, value: str) -> None:
        """Say what an address looks like."""
        super().validate(value)
        if not value:
            return
        try:
            validate_email(value)
        except ValidationError as error:
            raise ValidationError(
                _("Write a mail address, such as name@example.org."), code="invalid"
            ) from error


class ParagraphsField(LineField):
    """Several lines."""

    def __init__(self, *, limit: int, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(limit=limit, **kwargs)

    def to_python(self, value: Any) -> str:
        """The typed text, cleaned."""
        return clean_text(str(value or ""))


def optional_text(
    label: str | Promise, help_text: str | Promise = "", *, limit: int, rows: int = 5
) -> ParagraphsField:
    """Several lines that may be left empty, as nearly every text here."""
    return ParagraphsField(label=label, help_text=help_text, limit=limit, rows=rows, required=False)


def _not_a_number(typed: str, language: str) -> str:
    """What to do about something that is no number, or not only a number."""
    figures = sum(sign.isdigit() for sign in typed)
    if set(typed) <= set("-0123456789., ") and figures > MOST_FIGURES:
        return _("Make this number shorter: at most %(most)s figures before the point.") % {
            "most": MOST_FIGURES
        }
    if read_number(typed.rstrip("%‰€ ").lstrip("€ "), language=language) is not None:
        return _("Write only the number here. Put what it counts, such as %, under Unit.")
    example = show_number(Decimal("401000.5"), language=language)
    return _("Write a number in figures, for example %(example)s.") % {"example": example}


class NumberField(forms.Field):
    """A number as people write it in their language: 401.000 or 4,9 in Dutch."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A keyboard with figures on a phone."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or a message that shows an example."""
        typed = clean_line(str(value or ""))
        if not typed:
            return None
        language = get_language() or "nl"
        number = read_number(typed, language=language)
        if number is None:
            raise ValidationError(_not_a_number(typed, language), code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number the way it would be typed."""
        if isinstance(value, Decimal):
            return show_number(value, language=get_language() or "nl")
        return value


class DayField(forms.DateField):
    """A day, chosen from a calendar or typed as 31-12-2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": gettext_lazy("Write a day such as 31-12-2026.")},
            **kwargs,
        )


class MomentField(LineField):
    """A date as far as the source says: a year, a month or a day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 2024, 7-2024 or 15-7-2024."))
        super().__init__(limit=20, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No list of what was typed before."""
        return {"autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """The moment in the form in which it is stored."""
        typed = str(super().clean(value))
        moment = read_moment(typed) if typed else ""
        if moment is None:
            raise forms.ValidationError(
                _("Write a date such as 2024, 7-2024 or 15-7-2024."), code="invalid"
            )
        return moment

    def prepare_value(self, value: Any) -> Any:
        """Show a stored moment as it would be typed."""
        return typed_moment(value) if isinstance(value, str) and read_moment(value) else value


class PlainForm(forms.Form):
    """The base of every form: messages in our words; nothing that was typed gets lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self._speak(field)

    def _speak(self, field: forms.Field) -> None:
        """Let the messages of a field say what to do."""
        field.error_messages["required"] = _("Fill this in.")
        field.error_messages["invalid_choice"] = _("Choose one from the list.")
        if isinstance(field, LineField):
            field.validators.append(TooLong(field.limit))

    def refuse(self, message: str | Promise, *, field: str = "") -> None:
        """Show a refusal of an action beside its field, or on top."""
        self.add_error(field if field in self.fields else None, str(message))
