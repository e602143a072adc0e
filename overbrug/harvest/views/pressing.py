"""The buttons of the form with choices: what each does once the choices are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from overbrug.cards.format import resolve
from overbrug.core.errors import NotAllowed, Refused
from overbrug.harvest import actions, queries
from overbrug.harvest.choosing import id_of
from overbrug.harvest.forms.table import ChoicesForm, seat_named
from overbrug.harvest.models import Vote
from overbrug.lib.numbers import whole_number

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat
    from overbrug.dialogues.places import Place
    from overbrug.harvest.candidates import Candidate


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
    known: Mapping[str, Candidate]

    def seen(self) -> dict[str, Any]:
        """Who asks, and the lines that were read for it."""
        return {"own": self.place.people, "language": self.language, "known": self.known}


def press(form: ChoicesForm, place: Place, language: str, known: Mapping[str, Candidate]) -> Done:
    """Do it; a refusal lands in the form."""
    name, about = form.pressed
    step = _step_of(place, language, name, about)
    try:
        words = _BUTTONS.get(name, _save)(_Press(form, place, language, about, known))
    except Refused as error:
        form.refuse(error.message)
        words = ""
    if name == "propose":
        return Done(words, step, "#voorstel")
    anchor = _line_of(name, about) or f"stap-{step}"
    return Done(words, step, f"?stap={step}#{anchor}" if step else "#kies")


def _line_of(name: str, about: str) -> str:
    """Where on the page the line stands that a button is about."""
    seat, _bar, rest = about.rpartition("|")
    if name in ("hold", "unhold", "note", "unview"):
        return f"regel-{id_of(rest)}"
    if name == "show":
        return f"regel-{id_of(f'{rest}/{seat}')}"
    return f"alleen-{id_of(about)}" if name == "unshow" else ""


def _step_of(place: Place, language: str, name: str, about: str) -> int:
    """The step somebody works in: a number, or the step of a line or a field."""
    number = about.partition(":")[0]
    if name in ("save", "step"):
        return whole_number(number, figures=2)
    block = about.rpartition("|")[2].partition("/")[0]
    blocks = [item["id"] for item in resolve(place.table.dialogue.content, language)["blocks"]]
    return blocks.index(block) + 1 if block in blocks else 0


def _save(ask: _Press) -> str:
    return _("Your choices are kept.")


def _note(ask: _Press) -> str:
    is_written = bool(ask.form.views().get(ask.about))
    return _("Your other view is noted.") if is_written else _save(ask)


def _propose(ask: _Press) -> str:
    if ask.form.errors:
        return ""  # nothing is proposed while a part of what was sent could not be kept
    page = actions.propose_page(ask.place.table, own=ask.place.people, language=ask.language)
    words = _("Proposal %(number)s lies on the table. Now everyone can say so.") % {
        "number": page.number
    }
    if not queries.said_by(ask.place.table, ask.place.people, ""):
        return words
    more = _("You yourself do not count yet: press “I agree”.")
    return f"{words} {more}"


def _hold(ask: _Press) -> str:
    actions.hold(ask.place.table, key=ask.about, **ask.seen())
    return stays_here(ask.place)


def stays_here(place: Place) -> str:
    """An own line is kept at the table. What somebody had against it does not go by itself."""
    words = _("Your line stays at the table.")
    if not queries.said_by(place.table, place.people, Vote.Choice.OBJECT):
        return words
    more = _("Your objection still stands. You can withdraw it at the proposal.")
    return f"{words} {more}"


def _unhold(ask: _Press) -> str:
    actions.hold(ask.place.table, key=ask.about, is_held=False, **ask.seen())
    return _("The table may choose again who sees your line.")


def _unview(ask: _Press) -> str:
    seat, key = _own(ask)
    actions.note_dissent(ask.place.table, by=seat, key=key, text="", **ask.seen())
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
    "note": _note,
    "unhold": _unhold,
    "unview": _unview,
    "show": _show,
    "unshow": _unshow,
}
