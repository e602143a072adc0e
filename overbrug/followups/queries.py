"""Reading follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from overbrug.followups.counting import FEWEST, is_thin, split
from overbrug.followups.models import FollowUp, FollowUpLink, Round, RoundCount

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from overbrug.dialogues.models import Dialogue, Seat


def follow_up_of(seat: Seat) -> FollowUp | None:
    """What this seat left on this device, when it still counts."""
    return FollowUp.objects.filter(seat=seat, epoch=seat.private_epoch).first()


def asked_in(dialogue: Dialogue, which: int) -> QuerySet[FollowUpLink]:
    """The links of one round, but those that reached nobody or were stopped without an answer."""
    return FollowUpLink.objects.filter(follow_up__dialogue=dialogue, round=which, revoked_at=None)


def rounds_to_count(now: datetime) -> list[tuple[int, int]]:
    """Conversation and round of which nothing can change any more, in one query that only reads.

    Nobody sits down any more, nobody is still to be asked, nobody can answer. Of a round that was
    counted: somebody came after the count, and that link has ended.
    """
    same = FollowUpLink.objects.filter(
        follow_up__dialogue=OuterRef("follow_up__dialogue"), round=OuterRef("round")
    )
    to_be_asked = FollowUp.objects.filter(
        dialogue=OuterRef("follow_up__dialogue"),
        next_round__gt=Round.NONE,
        next_round__lte=OuterRef("round"),
    )
    counted = RoundCount.objects.filter(
        dialogue=OuterRef("follow_up__dialogue"), round=OuterRef("round")
    )
    joinable = Q(follow_up__dialogue__closed_at=None, follow_up__dialogue__code_expires_at__gt=now)
    can_answer = Exists(same.filter(revoked_at=None, expires_at__gt=now))
    is_over = ~joinable & ~Exists(to_be_asked) & ~can_answer
    found = FollowUpLink.objects.filter(
        (Exists(counted) & Q(expires_at__lte=now)) | (~Exists(counted) & is_over)
    )
    return list(found.order_by().values_list("follow_up__dialogue", "round").distinct())


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
