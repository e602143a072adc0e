"""Forms by which a line of a table becomes a promise or a text of the opgave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from overbrug.commitments.forms import WordsForm
from overbrug.commitments.forms.parts import choose
from overbrug.commitments.models import RegisteredAddress
from overbrug.core.forms import LineField, MailField, ParagraphsField, PlainForm
from overbrug.core.visibility import Visibility
from overbrug.lib.day_hints import day_hint
from overbrug.opgaven.models import Opgave, Party

if TYPE_CHECKING:
    from datetime import date

    from overbrug.harvest.models import HarvestLine

NOBODY, REGISTERED, OTHER = "nobody", "registered", "other"
TAKE = _("Take %(day)s")
ASKED = [
    (NOBODY, _("nobody yet")),
    (REGISTERED, _("an address that the organisation registered")),
    (OTHER, _("another address, on personal title")),
]


class AddressChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Registered addresses by organisation and role; the address itself is not shown."""

    def label_from_instance(self, obj: Any) -> str:
        """Whose mailbox it is."""
        return f"{obj.organisation}: {obj.role}"


class ReleaseForm(WordsForm):
    """A promise of a table in the words of a proposal, and who is asked to confirm it."""

    field_order = ("party", "need", "what", "due_on", "take_hint", "means", "evidence")
    to_whom = None  # type: ignore[assignment]  # no card asks a table this
    party = forms.ModelChoiceField(
        label=_("Who promises this?"),
        queryset=Party.objects.none(),
        empty_label=_("choose a party"),
        help_text=_("It stays a wish until this party confirms it itself."),
    )
    take_hint = forms.BooleanField(required=False)
    visibility = forms.TypedChoiceField(
        label=_("Who sees this promise"), coerce=int, widget=forms.RadioSelect
    )
    ask = forms.ChoiceField(
        label=_("Who is asked to confirm it?"),
        widget=forms.RadioSelect,
        initial=NOBODY,
        choices=ASKED,
        help_text=_("Whoever you choose gets one mail with a page to say yes or no."),
    )
    address = AddressChoice(
        label=_("Registered address"),
        queryset=RegisteredAddress.objects.none(),
        required=False,
        empty_label=_("choose an address"),
    )
    email = MailField(
        label=_("Another address"),
        required=False,
        help_text=_("A yes from here counts on personal title, not for the organisation."),
    )

    def __init__(self, *args: Any, line: HarvestLine, opgave: Opgave, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _words_of(line))
        super().__init__(*args, opgave=opgave, **kwargs)
        for name in ("what", "means", "evidence"):
            self.fields[name].help_text = ""  # the words of the table stand beside it
        self.hint = hint_of(line)
        parties = opgave.parties.exclude(presence=Party.Presence.MISSING)
        parties = parties.select_related("organisation")
        choose(self, "party", parties)
        self._offer_addresses(parties)
        self._offer_readers(line, opgave)
        if self.hint is None:
            del self.fields["take_hint"]
        else:
            words = {"day": date_format(self.hint, "j F Y")}
            self.fields["take_hint"].label = str(TAKE) % words
        named = _party_named(list(parties), line.parts.get("who", ""))
        self.fields["party"].initial = named

    def _offer_addresses(self, parties: Any) -> None:
        bodies = parties.exclude(organisation=None).values("organisation")
        rows = RegisteredAddress.objects.valid_on(timezone.localdate())
        rows = rows.filter(organisation__in=bodies).select_related("organisation")
        choose(self, "address", rows.order_by("organisation__name", "role"))
        if not rows.exists():
            del self.fields["address"]
            ask = self.fields["ask"]
            assert isinstance(ask, forms.ChoiceField)
            ask.choices = [choice for choice in ASKED if choice[0] != REGISTERED]

    def _offer_readers(self, line: HarvestLine, opgave: Opgave) -> None:
        """Never more people than the table said; one possibility is no question."""
        field = self.fields["visibility"]
        assert isinstance(field, forms.ChoiceField)
        open_to = [
            step for step in (Visibility.PUBLIC, Visibility.NETWORK) if step >= line.visibility
        ]
        if opgave.visibility != Visibility.PUBLIC:
            open_to = open_to[:1]
        field.choices = [(int(step), step.label) for step in open_to]
        field.initial = int(open_to[0])
        if len(open_to) < 2:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The hint counts only when somebody took it; the address belongs to who promises."""
        found = super().clean() or {}
        if found.pop("take_hint", False) and not found.get("due_on"):
            found["due_on"] = self.hint
        ask, party = found.get("ask"), found.get("party")
        address = found.get("address")
        if ask == REGISTERED and address is None and "address" not in self.errors:
            self.add_error("address", _("Choose one from the list."))
        elif address and ask == REGISTERED and party and not _speaks_for(address, party):
            self.add_error(
                "address", _("This address belongs to another organisation than who promises.")
            )
        if ask == OTHER and not found.get("email") and "email" not in self.errors:
            self.add_error("email", _("Fill this in."))
        self._keep_no_address_unused(ask, found)
        return found

    def _keep_no_address_unused(self, ask: str | None, found: dict[str, Any]) -> None:
        """Who filled in an address meant to ask it: nothing of that is dropped without a word."""
        if ask in (NOBODY, OTHER) and found.get("address"):
            words = _(
                "You chose an address here, but above you did not choose to ask it. "
                "Choose “%(ask)s” above, or clear this address."
            )
            self.add_error("address", words % {"ask": dict(ASKED)[REGISTERED]})
        if ask == NOBODY and found.get("email"):
            self._choose_typed_address()
        elif ask == REGISTERED and found.get("email"):
            words = _(
                "You filled in an address here, but above you did not choose to ask it. "
                "Choose “%(ask)s” above, or clear this address."
            )
            self.add_error("email", words % {"ask": dict(ASKED)[OTHER]})

    def _choose_typed_address(self) -> None:
        """The form comes back as it was probably meant, so that one press mends it."""
        words = _(
            "You filled in an address here, but above you did not choose to ask it. "
            "Now “%(ask)s” is chosen above: press the button again, or clear this address."
        )
        self.add_error("email", words % {"ask": dict(ASKED)[OTHER]})
        again = QueryDict(mutable=True)
        again.update(self.data)
        again[self.add_prefix("ask")] = OTHER
        self.data = again


class HideForm(PlainForm):
    """Why a line goes off the pages."""

    reason = LineField(
        label=_("Why"), limit=300, help_text=_("Editors of this opgave read this. Name no persons.")
    )


class AsideForm(PlainForm):
    """Why nothing is done with a promise."""

    reason = LineField(
        label=_("Why"),
        limit=300,
        help_text=_("Who decides on the lines of this opgave reads this."),
    )


class AdoptForm(PlainForm):
    """One text of the opgave, with lines of tables in it."""

    text = ParagraphsField(label="", limit=4000, rows=12, required=False)
    everyone = forms.BooleanField(
        label=_("I asked the table, and everyone who sees this opgave may read these words"),
        error_messages={"required": _("Tick this, or leave these lines out.")},
    )

    def __init__(self, *args: Any, label: str, limit: int, is_wider: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = ParagraphsField(label=label, limit=limit, rows=12, required=False)
        self._speak(self.fields["text"])
        self.order_fields(["text", "everyone"])
        if not is_wider:
            del self.fields["everyone"]
        else:
            self.fields["everyone"].error_messages["required"] = _(
                "Tick this, or leave these lines out."
            )


def hint_of(line: HarvestLine) -> date | None:
    """The day that the table may have meant, when its words are clear."""
    said = line.page.decided_at or line.page.proposed_at
    return day_hint(line.parts.get("when", ""), said_on=timezone.localdate(said))


def _speaks_for(address: RegisteredAddress, party: Party) -> bool:
    return address.organisation_id == party.organisation_id


def _words_of(line: HarvestLine) -> dict[str, Any]:
    """The words of the table where a form asks the same; who and when are choices to make."""
    parts = line.parts
    return {
        "what": " ".join(parts.get("what", "").split()),
        "means": " ".join(parts.get("means", "").split()),
        "evidence": " ".join(parts.get("sign", "").split()),
    }


def _party_named(parties: list[Party], who: str) -> Party | None:
    """The one party whose name the table wrote, if there is exactly one."""
    words = who.casefold()
    found = [party for party in parties if str(party) and str(party).casefold() in words]
    return found[0] if len(found) == 1 else None
