"""Who may do what with a conversation. Nobody but a seat at the table may read what it wrote."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from overbrug.accounts.models import Role
from overbrug.accounts.rules import AnyUser, membership_in
from overbrug.core.permissions import publish
from overbrug.opgaven.rules import EDITING_ROLES, may_change_opgave, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from overbrug.dialogues.models import Dialogue, Seat, Table
    from overbrug.dialogues.seat_cookie import Claim
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
    opgave = dialogue.opgave
    role = hat.role if hat is not None else None
    edits = partial(may_change_opgave, user, opgave) if opgave else bool
    return organises(user, dialogue, role=role, edits=edits)


def organises(
    user: AnyUser, dialogue: Dialogue, *, role: str | None, edits: Callable[[], bool]
) -> bool:
    """The same for who knows one's `role` in the house that called it, and if one `edits`."""
    if dialogue.created_by_id == user.pk:
        # A hat that was taken off is off.
        return role is not None or dialogue.organisation_id is None
    if role in EDITING_ROLES:
        return True
    # A table that grew from another one belongs to those who sit there, not to an office.
    return dialogue.grown_from_id is None and edits()


def may_close_dialogue(user: AnyUser, dialogue: Dialogue) -> bool:
    """Whoever organises it."""
    return may_see_dialogue(user, dialogue)


def may_change_dialogue(user: AnyUser, dialogue: Dialogue) -> bool:
    """Whoever organises it."""
    return may_see_dialogue(user, dialogue)


def may_revoke_seat(user: AnyUser, seat: Seat, *, own: Iterable[Seat] = ()) -> bool:
    """The organiser, or somebody with a seat at the same table."""
    return may_read_table(seat.table, own=own) or may_see_dialogue(user, seat.table.dialogue)


def may_take_back(seat: Seat, *, held: Iterable[Claim] = ()) -> bool:
    """Any device while the talk goes on; after the end only one that sat there before.

    A code on a wall and a name read aloud are no key to what was said: the cookie is. A talk that
    was over once stays over for this, or whoever opens it again would have the key.
    """
    return seat.table.ended_at is None or held_before(seat, held)


def held_before(seat: Seat, held: Iterable[Claim]) -> bool:
    """Whether the cookie of a device says that it sat on this seat, now or earlier."""
    return any(c.seat_id == seat.public_id and c.epoch <= seat.epoch for c in held)


def may_read_table(table: Table, *, own: Iterable[Seat]) -> bool:
    """Only somebody with a seat at the table: no role of any organisation opens it."""
    return any(s.table_id == table.pk and s.kind == "person" and not s.revoked_at for s in own)


publish(
    dialogues__call_dialogue=may_call_dialogue,
    dialogues__see_dialogue=may_see_dialogue,
    dialogues__change_dialogue=may_change_dialogue,
    dialogues__close_dialogue=may_close_dialogue,
)
