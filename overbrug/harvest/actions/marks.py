"""Marking what may leave, holding it back, and noting another view. Nothing leaves by these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import TABLE
from overbrug.dialogues.queries import private_answers
from overbrug.harvest import queries, rules
from overbrug.harvest.actions.pages import leave_open_page
from overbrug.harvest.candidates import CHOICES, Candidate
from overbrug.harvest.models import Dissent, Mark, words_key
from overbrug.harvest.writers_yes import owner_of
from overbrug.lib.text import clean_line, clean_text

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat, Table

DISSENT_LENGTH = 300
# Who read these words may have copied them: holding them back would be a promise we break.
IS_SHARED = gettext_lazy("This is shared and cannot come back.")
Known = Mapping[str, Candidate]


@transaction.atomic
def mark(
    table: Table,
    *,
    own: list[Seat],
    language: str,
    choices: Mapping[str, int],
    known: Known | None = None,
) -> list[Candidate]:
    """Say of these lines who may see them. Returns those that their writer holds back.

    `known`, here and below: what `queries.known_at` read a moment ago, to read it once only.
    """
    known = _known(table, own, language, known)
    held, changed = [], False
    out = queries.widest_out(table)
    for key, visibility in choices.items():
        candidate = known.get(key)
        if candidate is None or visibility not in CHOICES:
            raise Refused(_("This line is not there any more. Look again."), field="line")
        if visibility == candidate.visibility:
            continue
        if visibility > out.get(candidate.words_key, Visibility.ONLY_ME):
            raise Refused(IS_SHARED, field="line")
        if candidate.is_held and visibility < Visibility.TABLE:
            held.append(candidate)
            continue
        Mark.objects.update_or_create(table=table, key=key, defaults={"visibility": visibility})
        changed = True
    if changed:
        tell(table)
    return held


@transaction.atomic
def hold(
    table: Table,
    *,
    own: list[Seat],
    language: str,
    key: str,
    is_held: bool = True,
    known: Known | None = None,
) -> None:
    """Keep one's own line at the table, or let go of it again."""
    candidate = _there(_known(table, own, language, known), key)
    if not candidate.is_of(seat.public_id for seat in own):
        raise NotAllowed
    # Whoever typed a letter in it may keep a line here, but only its owner lets go of it.
    if not is_held and owner_of(key) not in {TABLE, *(seat.public_id for seat in own)}:
        raise NotAllowed
    if is_held and candidate.words_key in queries.widest_out(table):
        raise Refused(IS_SHARED, field="line")
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
    found = Mark.objects.filter(seat=seat, key=key).first()
    if found and words_key(key, found.text, {}) in queries.widest_out(seat.table):
        raise Refused(IS_SHARED, field="line")
    Mark.objects.filter(seat=seat, key=key).delete()
    leave_open_page(seat.table, key)
    tell(seat.table)


@transaction.atomic
def note_dissent(
    table: Table,
    *,
    own: list[Seat],
    by: Seat,
    language: str,
    key: str,
    text: str,
    known: Known | None = None,
) -> None:
    """Note another view beside a line; an empty text takes it away again."""
    known = _known(table, own, language, known)
    if by not in own:
        raise NotAllowed
    _there(known, key)
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


def _known(table: Table, own: list[Seat], language: str, known: Known | None) -> Known:
    """The lines of the table, for who sits there."""
    rules.must_sit_at(table, own)
    return queries.known_at(table, own=own, language=language) if known is None else known


def _there(known: Known, key: str) -> Candidate:
    if key not in known:
        raise Refused(_("This line is not there any more. Look again."), field="line")
    return known[key]
