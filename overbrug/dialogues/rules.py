"""Who may do what with a conversation. Nobody but a seat at the table may read what it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.accounts.models import Role
from overbrug.accounts.rules import AnyUser, membership_in
from overbrug.core.permissions import publish
from overbrug.opgaven.rules import EDITING_ROLES, may_change_opgave, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overbrug.dialogues.models import Dialogue, Seat, Table
    from overbrug.opgaven.models import Opgave


def may_call_dialogue(user: AnyUser, opgave: Opgave) -> bool:
    """Whoever works for an organisation that takes part; a guest only looks on."""
    hat = part_of(user, opgave)
    return hat is not None and hat.role != Role.GUEST


def may_see_dialogue(user: AnyUser, dialogue: Dialogue) -> bool:
    """The organiser's page, with names of seats: who called it, and editors beside that person."""
    if not user.is_authenticated or not user.is_active or dialogue.is_rehearsal:
        return False
    hat = membership_in(user, dialogue.organisation) if dialogue.organisation else None
    if dialogue.created_by_id == user.pk:
        return hat is not None or dialogue.organisation is None  # a hat that was taken off is off
    if hat is not None and hat.role in EDITING_ROLES:
        return True
    # A table that grew from another one belongs to those who sit there, not to an office.
    is_grown = dialogue.grown_from_id is not None
    return bool(dialogue.opgave and not is_grown and may_change_opgave(user, dialogue.opgave))


def may_close_dialogue(user: AnyUser, dialogue: Dialogue) -> bool:
    """Whoever organises it."""
    return may_see_dialogue(user, dialogue)


def may_change_dialogue(user: AnyUser, dialogue: Dialogue) -> bool:
    """Whoever organises it."""
    return may_see_dialogue(user, dialogue)


def may_revoke_seat(user: AnyUser, seat: Seat, *, own: Iterable[Seat] = ()) -> bool:
    """The organiser, or somebody with a seat at the same table."""
    return may_read_table(seat.table, own=own) or may_see_dialogue(user, seat.table.dialogue)


def may_read_table(table: Table, *, own: Iterable[Seat]) -> bool:
    """Only somebody with a seat at the table: no role of any organisation opens it."""
    return any(s.table_id == table.pk and s.kind == "person" and not s.revoked_at for s in own)


publish(
    dialogues__call_dialogue=may_call_dialogue,
    dialogues__see_dialogue=may_see_dialogue,
    dialogues__change_dialogue=may_change_dialogue,
    dialogues__close_dialogue=may_close_dialogue,
)
