"""Marking what may leave, holding it back, and noting another view. Nothing leaves by these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.core.visibility import Visibility
from overbrug.dialogues.queries import private_answers
from overbrug.harvest import queries, rules
from overbrug.harvest.actions.pages import leave_open_page
from overbrug.harvest.candidates import CHOICES, Candidate
from overbrug.harvest.models import Dissent, Mark
from overbrug.lib.text import clean_line, clean_text

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat, Table

DISSENT_LENGTH = 300


@transaction.atomic
def mark(
    table: Table, *, own: list[Seat], language: str, choices: Mapping[str, int]
) -> list[Candidate]:
    """Say of these lines who may see them. Returns those that their writer holds back."""
    rules.must_sit_at(table, own)
    known = {c.key: c for c in queries.candidates_of(table, own=own, language=language)}
    held, changed = [], False
    for key, visibility in choices.items():
        candidate = known.get(key)
        if candidate is None or visibility not in CHOICES:
            raise Refused(_("This line is not there any more. Look again."), field="line")
        if visibility == candidate.visibility:
            continue
        if candidate.is_held and visibility < Visibility.TABLE:
            held.append(candidate)
            continue
        Mark.objects.update_or_create(table=table, key=key, defaults={"visibility": visibility})
        changed = True
    if changed:
        tell(table)
    return held


@transaction.atomic
def hold(table: Table, *, own: list[Seat], language: str, key: str, is_held: bool = True) -> None:
    """Keep one's own line at the table, or let go of it again."""
    candidate = _own_line(table, own, language, key)
    Mark.objects.update_or_create(table=table, key=candidate.key, defaults={"is_held": is_held})
    if is_held:
        leave_open_page(table, key)
    tell(table)


@transaction.atomic
def move_up(seat: Seat, *, field: str, visibility: int) -> Mark:
    """Move an answer "only for me" up, as its writer: the words as they are at this moment.

    The table reads them from now on; further out they go only when the table approves.
    """
    text = clean_text(private_answers(seat).get(field, ""))
    if not text:
        raise Refused(_("You wrote nothing for yourself here."), field="line")
    if visibility not in CHOICES:
        raise Refused(_("Choose who may see it."), field="visibility")
    found, _created = Mark.objects.update_or_create(
        table=seat.table,
        key=f"{field}/{seat.public_id}",
        defaults={"visibility": visibility, "text": text, "seat": seat, "is_held": False},
    )
    to = int(visibility)
    record("answer_moved_up", found, role="table", table=seat.table.public_id, visibility=to)
    tell(seat.table)
    return found


@transaction.atomic
def keep_here(seat: Seat, *, field: str) -> None:
    """Take an answer that was moved up back to oneself."""
    key = f"{field}/{seat.public_id}"
    Mark.objects.filter(seat=seat, key=key).delete()
    leave_open_page(seat.table, key)
    tell(seat.table)


@transaction.atomic
def note_dissent(
    table: Table, *, own: list[Seat], by: Seat, language: str, key: str, text: str
) -> None:
    """Note another view beside a line; an empty text takes it away again."""
    rules.must_sit_at(table, own)
    if by not in own:
        raise NotAllowed
    if key not in {c.key for c in queries.candidates_of(table, own=own, language=language)}:
        raise Refused(_("This line is not there any more. Look again."), field="line")
    if len(text) > DISSENT_LENGTH * 4 or len(clean_line(text)) > DISSENT_LENGTH:
        words = _("Make it shorter: at most %(most)s characters.") % {"most": DISSENT_LENGTH}
        raise Refused(words, field="text")
    if clean_line(text):
        Dissent.objects.update_or_create(
            table=table, key=key, seat=by, defaults={"text": clean_line(text)}
        )
    else:
        Dissent.objects.filter(table=table, key=key, seat=by).delete()
    tell(table)


def tell(table: Table) -> None:
    """Let everyone at the table know that there is something new to see."""
    page = queries.open_page(table)
    state = page.state if page else "marks"
    announce(
        "harvest_changed", table_id=table.public_id, state=state, number=page.number if page else 0
    )


def _own_line(table: Table, own: list[Seat], language: str, key: str) -> Candidate:
    rules.must_sit_at(table, own)
    for candidate in queries.candidates_of(table, own=own, language=language):
        if candidate.key == key:
            if candidate.is_of(seat.public_id for seat in own):
                return candidate
            raise NotAllowed
    raise Refused(_("This line is not there any more. Look again."), field="line")
