"""Forms of conversations: calling one, typing a code, sitting down."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.cards.models import CardVersion
from overbrug.cards.queries import current_cards
from overbrug.core.forms import LineField, PlainForm
from overbrug.dialogues.actions.calling import MOST_TABLES
from overbrug.dialogues.models import NAME_LENGTH, Table
from overbrug.lib.tokens import random_name

_ONE_LINE = {"autocomplete": "off", "spellcheck": "false"}


class ChangeForm(PlainForm):
    """What may still change once people have the code: never the card."""

    title = LineField(label=gettext_lazy("Title"), limit=120)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Moment"),
        required=False,
        help_text=gettext_lazy("May stay empty."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    tables = forms.IntegerField(
        label=gettext_lazy("Number of tables"),
        min_value=1,
        max_value=MOST_TABLES,
        help_text=gettext_lazy("At a table sit three to nine people."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = _("Fill in a number from 1 to %(most)s.") % {"most": MOST_TABLES}
        self.fields["tables"].error_messages["invalid"] = message
        self.fields["tables"].validators = [
            MinValueValidator(1, message),
            MaxValueValidator(MOST_TABLES, message),
        ]
        self.fields["starts_at"].error_messages["invalid"] = _(
            "Fill in a date and a time, or leave this empty."
        )

    def clean_starts_at(self) -> datetime | None:
        """Not long ago and not very far away: that is a slip of the finger."""
        moment: datetime | None = self.cleaned_data["starts_at"]
        before: datetime | None = self.initial.get("starts_at")
        if moment and before and moment == before.replace(second=0, microsecond=0):
            return before  # left as it was, also when that is long ago
        now = timezone.now()
        if moment and not now - timedelta(days=1) <= moment <= now + timedelta(days=1100):
            raise ValidationError(_("Choose a day from today up to three years ahead."))
        return moment


class CallForm(ChangeForm):
    """A conversation on an opgave: with which card, when, at how many tables."""

    title = LineField(
        label=gettext_lazy("Title"),
        limit=120,
        required=False,
    )
    card = forms.TypedChoiceField(
        label=gettext_lazy("Conversation card"), coerce=int, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the card"), choices=settings.LANGUAGES
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = list(current_cards())
        card = self.fields["card"]
        assert isinstance(card, forms.TypedChoiceField)
        card.choices = [(c.pk, _said_of(c)) for c in cards]
        self.initial.setdefault("card", cards[0].pk if cards else None)
        self._suggest({str(c.pk): c.title for c in cards})
        self.initial.setdefault("tables", 1)
        self.initial.setdefault("form_key", random_name(32))

    def _suggest(self, titles: dict[str, str]) -> None:
        """Say what it is called without a title; a script puts that in the box beforehand."""
        title = self.fields["title"]
        title.help_text = _("Left empty, it is called after the card and the day.")
        title.widget.attrs["data-suggest-title"] = json.dumps(titles)


def _said_of(card: CardVersion) -> SafeString:
    """What it is called, how long it takes, and when it helps: in its own words."""
    words = _("%(title)s, %(minutes)s minutes") % {"title": card.title, "minutes": card.minutes}
    return format_html('{} <small class="when">{}</small>', words, card.resolved()["when"])


class CodeForm(PlainForm):
    """A code that somebody reads from a card, a wall or a screen."""

    code = LineField(
        label=gettext_lazy("Code"),
        limit=40,
        widget=forms.TextInput(
            attrs={**_ONE_LINE, "autocapitalize": "characters", "data-code": "", "size": "12"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = _("Type the code that is on the table.")


class SitForm(PlainForm):
    """One field: by what the table knows you. The rest may stay as it is."""

    name = LineField(
        label=gettext_lazy("Your name or initials"),
        limit=NAME_LENGTH,
        widget=forms.TextInput(attrs={**_ONE_LINE, "autocapitalize": "words"}),
    )
    table = forms.IntegerField(
        label=gettext_lazy("Table"), required=False, min_value=1, max_value=MOST_TABLES
    )
    note = LineField(
        label=gettext_lazy("On whose behalf do you sit here?"),
        limit=NAME_LENGTH,
        required=False,
        help_text=gettext_lazy("For example: resident, municipality. May stay empty."),
        widget=forms.TextInput(attrs=_ONE_LINE),
    )
    join_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, *args: Any, free: list[Table], seats: int, is_choice: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("join_token", random_name(32))
        self.fields["name"].error_messages["required"] = _(
            "Fill in something by which the table knows you."
        )
        if not is_choice:
            del self.fields["table"]
            return
        words = _("Table %(number)s, %(taken)s of %(seats)s seats taken")
        options = [
            (t.number, words % {"number": t.number, "taken": t.taken, "seats": seats}) for t in free
        ]
        field = self.fields["table"]
        field.widget = forms.Select(choices=[("", _("Put me at a table with room")), *options])
        for code in ("invalid", "min_value", "max_value"):
            field.error_messages[code] = _("Choose one from the list.")


class BackForm(PlainForm):
    """The way back for who sat there before: the code and the own name, both as they were."""

    code = CodeForm.base_fields["code"]
    name = SitForm.base_fields["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="back_%s", **kwargs)


class OwnTableForm(PlainForm):
    """Who begins an own table."""

    name = SitForm.base_fields["name"]
    join_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("join_token", random_name(32))
