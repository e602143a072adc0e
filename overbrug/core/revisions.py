"""Two people change one row: nobody overwrites the other without seeing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from overbrug.core.errors import Conflict, Refused
from overbrug.core.forms import TooLong
from overbrug.core.history import Revised


@dataclass(frozen=True)
class Difference:
    """One field of which the stored value and the sent value are not the same."""

    field: str
    mine: Any
    theirs: Any
    # False when I left the field as I found it: then only the other changed it.
    is_mine_new: bool = True
    is_theirs_new: bool = True

    @property
    def is_clash(self) -> bool:
        """Both changed it, so a person has to choose."""
        return self.is_mine_new and self.is_theirs_new


class EditConflict(Conflict):
    """The row changed since it was read. Holds what both wrote, field by field."""

    def __init__(self, current: Revised, differences: list[Difference]) -> None:
        super().__init__(_("Somebody else changed this while you were writing."))
        self.current = current
        self.differences = differences


def revise(
    row: Revised, *, revision: int, changes: dict[str, Any], ask_about: Collection[str] = ()
) -> list[str]:
    """Put `changes` on `row` and raise its revision; returns the names of what really changed.

    `row` was read and locked in this transaction; `revision` is the one the writer had read. When
    another changed other fields meanwhile, both stand; a person is asked when both changed the
    same field, or when the other changed one of `ask_about`, which the rest depends on. The action
    checks and saves the row itself.
    """
    differing = [name for name, value in changes.items() if getattr(row, name) != value]
    if revision != row.revision and differing:
        found = _compare(row, revision=revision, changes=changes)
        if any(d.is_clash or (d.is_theirs_new and d.field in ask_about) for d in found):
            raise EditConflict(row, found)
        differing = [d.field for d in found if d.is_mine_new]
    for name in differing:
        setattr(row, name, changes[name])
    if differing:
        row.revision += 1
    return differing


def _compare(row: Revised, *, revision: int, changes: dict[str, Any]) -> list[Difference]:
    """What both wrote, with what stood there when the writer began as the third text."""
    base = row.history.filter(revision=revision).first()  # type: ignore[attr-defined]
    found = []
    for name, mine in changes.items():
        theirs = getattr(row, name)
        if mine == theirs:
            continue
        # Without a base (its history was erased) every difference is a clash: ask, never guess.
        began_as = getattr(base, name) if base is not None else object()
        found.append(Difference(name, mine, theirs, mine != began_as, theirs != began_as))
    return found


def check(row: Any) -> None:
    """Refuse values the model does not allow, whoever sends them; names the field."""
    try:
        row.full_clean()
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            # A TextField checks its length in forms only.
            if field.max_length and isinstance(value, str):
                _check_length(field, value)
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            field_name, messages = next(iter(error.message_dict.items()))
            raise Refused(messages[0], field=field_name) from error
        raise Refused(error.messages[0]) from error


def _check_length(field: Any, value: str) -> None:
    try:
        TooLong(field.max_length)(value)
    except ValidationError as error:
        raise ValidationError({field.name: error.messages}) from error
