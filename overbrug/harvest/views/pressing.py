"""The buttons of the form with choices: what each does once the choices are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from overbrug.cards.format import resolve
from overbrug.core.errors import NotAllowed, Refused
from overbrug.harvest import actions
from overbrug.harvest.forms.table import ChoicesForm, seat_named

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat
    from overbrug.dialogues.places import Place


class Done(NamedTuple):
    """What to say, and where on the page to go on."""

    words: str
    step: int = 0
    anchor: str = ""


class _Press(NamedTuple):
    form: ChoicesForm
    place: Place
    language: str
    about: str


def press(form: ChoicesForm, place: Place, language: str) -> Done:
    """Do it; a refusal lands in the form."""
    name, about = form.pressed
    step = _step_of(place, language, name, about)
    try:
        words = _BUTTONS.get(name, _save)(_Press(form, place, language, about))
    except Refused as error:
        form.refuse(error.message)
        words = ""
    if name == "propose":
        return Done(words, step, "#voorstel")
    return Done(words, step, f"?stap={step}#stap-{step}" if step else "#kies")


def _step_of(place: Place, language: str, name: str, about: str) -> int:
    """The step somebody works in: a number, or the step of a line or a field."""
    number = about.partition(":")[0]
    if name in ("save", "step"):
        return int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
    block = about.rpartition("|")[2].partition("/")[0]
    blocks = [item["id"] for item in resolve(place.table.dialogue.content, language)["blocks"]]
    return blocks.index(block) + 1 if block in blocks else 0


def _save(ask: _Press) -> str:
    return _("Your choices are kept.")


def _propose(ask: _Press) -> str:
    if ask.form.errors:
        return ""  # nothing is proposed while a part of what was sent could not be kept
    page = actions.propose_page(ask.place.table, own=ask.place.people, language=ask.language)
    return _("Proposal %(number)s lies on the table. Now everyone can say so.") % {
        "number": page.number
    }


def _hold(ask: _Press) -> str:
    table, own = ask.place.table, ask.place.people
    actions.hold(table, own=own, language=ask.language, key=ask.about)
    return _("Your line stays at the table.")


def _unhold(ask: _Press) -> str:
    table, own = ask.place.table, ask.place.people
    actions.hold(table, own=own, language=ask.language, key=ask.about, is_held=False)
    return _("The table may choose again who sees your line.")


def _unview(ask: _Press) -> str:
    seat, key = _own(ask)
    table, own = ask.place.table, ask.place.people
    actions.note_dissent(table, own=own, by=seat, language=ask.language, key=key, text="")
    return _("The other view is gone.")


def _show(ask: _Press) -> str:
    seat, field = _own(ask)
    actions.move_up(seat, field=field, visibility=ask.form.level(ask.about))
    return _("The table reads your answer now.")


def _unshow(ask: _Press) -> str:
    seat, field = _own(ask)
    actions.keep_here(seat, field=field)
    return _("Only you see this answer again.")


def _own(ask: _Press) -> tuple[Seat, str]:
    """The seat of this device that a button names, and the rest of its value."""
    name, _bar, rest = ask.about.partition("|")
    seat = seat_named(name, ask.place.people)
    if seat is None:
        raise NotAllowed
    return seat, rest


_BUTTONS: dict[str, Callable[[_Press], str]] = {
    "propose": _propose,
    "hold": _hold,
    "unhold": _unhold,
    "unview": _unview,
    "show": _show,
    "unshow": _unshow,
}
