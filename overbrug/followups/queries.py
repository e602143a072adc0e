"""Reading follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from overbrug.followups.counting import FEWEST, is_thin, split
from overbrug.followups.models import FollowUp, FollowUpLink, Round, RoundCount

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from overbrug.dialogues.models import Dialogue, Seat


def follow_up_of(seat: Seat) -> FollowUp | None:
    """What this seat left on this device, when it still counts."""
    return FollowUp.objects.filter(seat=seat, epoch=seat.private_epoch).first()


def open_links(now: datetime) -> Q:
    """Links on which an answer can still come or change."""
    return Q(expires_at__gt=now, revoked_at=None)


def asked_in(dialogue: Dialogue, which: int) -> QuerySet[FollowUpLink]:
    """The links of one round, but those that reached nobody or were stopped without an answer."""
    return FollowUpLink.objects.filter(follow_up__dialogue=dialogue, round=which, revoked_at=None)


def rounds_of(dialogue: Dialogue) -> list[dict[str, Any]]:
    """For the organiser: each round as far as it may be told."""
    counted = {c.round: c for c in RoundCount.objects.filter(dialogue=dialogue)}
    return [_round(dialogue, which, counted.get(which)) for which in (Round.TWO_DAYS, Round.MONTH)]


def _round(dialogue: Dialogue, which: Round, count: RoundCount | None) -> dict[str, Any]:
    if count is None:
        people = asked_in(dialogue, which).count()
        return {"round": which, "state": "under_way" if people >= FEWEST else "few"}
    if count.asked < FEWEST:
        return {"round": which, "state": "few"}
    parts = split(asked=count.asked, yes=count.yes, partly=count.partly, not_yet=count.not_yet)
    return {
        "round": which,
        "state": "counted",
        "asked": count.asked,
        "parts": parts,
        "is_thin": is_thin(parts),
    }
