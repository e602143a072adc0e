"""Ask a party to describe itself; and what the party then fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import MailField, PlainForm, optional_text
from overbrug.opgaven.models import BY_MEMBER, OWN_WORDS, Party
from overbrug.opgaven.wording import label_of

DESCRIBED = tuple(name for name in OWN_WORDS if name != "reason")


class InviteForm(PlainForm):
    """A link; by mail too when an address is given."""

    email = MailField(
        label=_("Mail address"),
        required=False,
        help_text=_(
            "Leave it empty to pass on the link yourself. "
            "We forget the address as soon as the link has been used or has run out."
        ),
    )


class DescribeForm(PlainForm):
    """A party in its own words, prefilled with what stands there."""

    stake = optional_text(_("What do you need, or fear to lose?"), limit=1000, rows=4)
    stake_is_right = forms.BooleanField(required=False)
    own_goal = optional_text(_("What do you want to reach yourselves?"), limit=1000, rows=4)
    own_goal_is_right = forms.BooleanField(required=False)
    contribution = optional_text(
        _("What can you bring?"),
        _("For example time, ground, knowledge or money. It is no promise yet."),
        limit=1000,
        rows=4,
    )
    contribution_is_right = forms.BooleanField(required=False)
    declines = forms.BooleanField(label=_("We do not take part"), required=False)
    reason = optional_text(
        _("Why you do not take part"), _("Only when you ticked the line above."), limit=300, rows=2
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DESCRIBED:
            self._fit(name, party)

    def _fit(self, name: str, party: Party) -> None:
        """Words of others can be agreed with; words of a member who logged in stand as they are."""
        is_sent = self.is_bound and name in self.data
        if party.own_words.get(name) == BY_MEMBER and not is_sent:
            del self.fields[name], self.fields[f"{name}_is_right"]
        elif not getattr(party, name) or name in party.own_words:
            del self.fields[f"{name}_is_right"]
        else:
            self.fields[name].help_text = _("Others wrote this about you. Mend it, or empty it.")
            self.fields[f"{name}_is_right"].label = _("This is right: these are our words")

    def reconsider(self, name: str) -> None:
        """Somebody else changed this text: nobody said of the new one that it is right."""
        self.fields.pop(f"{name}_is_right", None)
        self.fields[name].help_text = ""
        self.fields[name].label = label_of(Party, name).capitalize()

    @property
    def words(self) -> dict[str, str]:
        """The texts that were sent."""
        return {name: self.cleaned_data[name] for name in DESCRIBED if name in self.fields}

    @property
    def agreed(self) -> list[str]:
        """Texts of others that the party takes over."""
        return [name for name in DESCRIBED if self.cleaned_data.get(f"{name}_is_right")]


def first_values(party: Party) -> dict[str, Any]:
    """What stands in the boxes when the page opens."""
    declined = party.presence == Party.Presence.DECLINED
    texts = {name: getattr(party, name) for name in DESCRIBED}
    return texts | {"declines": declined, "reason": party.reason if declined else ""}
