"""Rows of history for many things at once, as single saves would have left them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from overbrug.accounts.models import Membership

BATCH = 1_000
Made = tuple[datetime, Membership | None, str, dict[str, Any]]


def remember(rows: Sequence[Any], moments: Callable[[Any], list[Made]]) -> None:
    """`moments(row)` gives when, by whom, what kind of change, and what was different then."""
    if not rows:
        return
    past = type(rows[0]).history.model
    names = [column.attname for column in past.tracked_fields]
    found = []
    for row in rows:
        words = {name: getattr(row, name) for name in names}
        for at, hat, kind, before in moments(row):
            found.append(
                past(
                    **{**words, **before},
                    history_date=at,
                    history_type=kind,
                    history_user_id=hat.user_id if hat else None,
                    hat_role=hat.role if hat else "",
                    hat_organisation=hat.organisation.name if hat else "",
                )
            )
    past.objects.bulk_create(found, batch_size=BATCH)
