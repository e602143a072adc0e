"""Who may do what with a conversation. Nobody but a seat at the table may read what it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.accounts.models import Membership, Role
from overbrug.opgaven.rules import may_edit_opgave

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from overbrug.accounts.models import User
    from overbrug.dialogues.models import Dialogue, Seat, Table
    from overbrug.opgaven.models import Opgave


def may_call_dialogue(user: User | AnonymousUser, opgave: Opgave) -> bool:
    """An editor of the opgave, or somebody who works for one of its parties."""
    if not user.is_authenticated:
        return False
    if may_edit_opgave(user, opgave):
        return True
    bodies = opgave.parties.present().exclude(organisation=None).values("organisation")
    return _hats(user).filter(organisation__in=bodies).exists()


def may_see_dialogue(user: User | AnonymousUser, dialogue: Dialogue) -> bool:
    """Who called it, colleagues of the body that called it, and editors of the opgave."""
    if not user.is_authenticated or dialogue.is_rehearsal:
        return False
    if dialogue.created_by_id is not None and dialogue.created_by_id == user.pk:
        return True
    if (
        dialogue.organisation_id
        and _hats(user).filter(organisation=dialogue.organisation_id).exists()
    ):
        return True
    # A table that grew from another one belongs to those who sit there, not to an office.
    return bool(
        dialogue.opgave
        and dialogue.grown_from_id is None
        and may_edit_opgave(user, dialogue.opgave)
    )


def may_close_dialogue(user: User | AnonymousUser, dialogue: Dialogue) -> bool:
    """Whoever organises it."""
    return may_see_dialogue(user, dialogue)


def may_revoke_seat(user: User | AnonymousUser, seat: Seat, *, own: Iterable[Seat] = ()) -> bool:
    """The organiser, or somebody with a seat at the same table."""
    return _sits_at(seat.table, own) or may_see_dialogue(user, seat.table.dialogue)


def may_read_table(table: Table, *, own: Iterable[Seat]) -> bool:
    """Only somebody with a seat at the table: no role of any organisation opens it."""
    return _sits_at(table, own)


def _sits_at(table: Table, own: Iterable[Seat]) -> bool:
    return any(s.table_id == table.pk and s.kind == "person" and not s.revoked_at for s in own)


def _hats(user: User | AnonymousUser) -> QuerySet[Membership]:
    """Current memberships other than as a guest."""
    return Membership.objects.filter(user_id=user.pk, ended_at=None).exclude(role=Role.GUEST)
