"""What comes in from the table's page. Its fields are the lines of the table, so they are read
by name: `see:<line>` is "was-now", `view:<line>` what somebody saw otherwise, `by:<line>` who.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from overbrug.core.forms import PlainForm
from overbrug.harvest.candidates import CHOICES
from overbrug.lib.numbers import whole_number

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat

# The buttons of the form, and for a button with two parts in its value: where they split.
BUTTONS = ("propose", "step", "hold", "unhold", "note", "unview", "show", "unshow", "save")
_LEVELS = {str(int(choice)): choice for choice in CHOICES}


class ChoicesForm(PlainForm):
    """Every choice of one person at once; only what that person changed counts."""

    def choices(self) -> dict[str, int]:
        """The lines whose choice was changed on this device, with the new choice.

        Two people who save one after the other do not undo each other: a line that somebody left
        alone keeps what the other chose.
        """
        changed = {}
        for key, value in self._named("see:"):
            was, _dash, now = value.partition("-")
            if was not in _LEVELS or now not in _LEVELS:
                self.refuse(_("Choose one of the three for each line."))
            elif was != now:
                changed[key] = int(_LEVELS[now])
        return changed

    def views(self) -> dict[str, str]:
        """What stands in the boxes for another view, as far as there is something."""
        return {key: text for key, text in self._named("view:") if text.strip()}

    def speaker(self, key: str, own: Iterable[Seat]) -> Seat | None:
        """Who of this device says so."""
        return seat_named(self.data.get(f"by:{key}", ""), own)

    def level(self, ident: str) -> int:
        """To whom an own answer is shown; -1 when nothing was chosen."""
        return int(_LEVELS.get(self.data.get(f"to:{ident}", ""), -1))

    @property
    def pressed(self) -> tuple[str, str]:
        """The button, and what it is about."""
        return next(((name, self.data[name]) for name in BUTTONS if name in self.data), ("", ""))

    def _named(self, prefix: str) -> Iterable[tuple[str, str]]:
        for name in self.data:
            if name.startswith(prefix):
                yield name.removeprefix(prefix), self.data[name]


class VoteForm(PlainForm):
    """One seat agrees or objects; the button carries the seat."""

    def said(self, own: Iterable[Seat]) -> tuple[Seat | None, str]:
        """Who says what."""
        for choice in ("agree", "object"):
            if choice in self.data:
                return seat_named(self.data[choice], own), choice
        return None, ""

    @property
    def number(self) -> int:
        """The version somebody looked at; 0 when it is no number."""
        typed = self.data.get("page", "")
        return whole_number(typed)

    def reason(self, seat: Seat) -> str:
        """What stands in the way."""
        return str(self.data.get(f"reason:{seat.public_id}", ""))

    def typed(self) -> dict[str, str]:
        """Every reason as it was typed, to give back."""
        reasons = ((name, text) for name, text in self.data.items() if name.startswith("reason:"))
        return {name.removeprefix("reason:"): str(text) for name, text in reasons}


def seat_named(name: str, own: Iterable[Seat]) -> Seat | None:
    """The seat of this device with this name; with one seat no name is needed."""
    seats = list(own)
    if not name and len(seats) == 1:
        return seats[0]
    return next((seat for seat in seats if seat.public_id == name), None)
