"""Reading follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from overbrug.dialogues.models import Table
from overbrug.dialogues.queries import is_over
from overbrug.followups.counting import FEWEST, WHOLE, answered, is_thin, split
from overbrug.followups.models import (
    AFTER,
    LINK_LASTS,
    FollowUp,
    FollowUpLink,
    Round,
    RoundCount,
)
from overbrug.followups.wording import WORDS

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
    goes_on = Table.objects.filter(dialogue=OuterRef("follow_up__dialogue"), finished_at=None)
    joinable = Q(
        Exists(goes_on),
        follow_up__dialogue__closed_at=None,
        follow_up__dialogue__code_expires_at__gt=now,
    )
    can_answer = Exists(same.filter(revoked_at=None, expires_at__gt=now))
    is_over = ~joinable & ~Exists(to_be_asked) & ~can_answer
    found = FollowUpLink.objects.filter(
        (Exists(counted) & Q(expires_at__lte=now)) | (~Exists(counted) & is_over)
    )
    return list(found.order_by().values_list("follow_up__dialogue", "round").distinct())


def rounds_of(dialogue: Dialogue) -> list[dict[str, Any]]:
    """For the organiser: each round as far as it may be told."""
    counted = {c.round: c for c in RoundCount.objects.filter(dialogue=dialogue)}
    ends = _ends(dialogue)
    return [
        _days(which, ends) | _round(dialogue, which, counted.get(which), ends)
        for which in (Round.TWO_DAYS, Round.MONTH)
    ]


def _ends(dialogue: Dialogue) -> list[datetime]:
    """When its tables ended, and never who was there: days made of these tell of nobody."""
    ended = dialogue.tables.exclude(finished_at=None).values_list("finished_at", flat=True)
    return sorted(moment for moment in (*ended, dialogue.closed_at) if moment)


def _days(which: Round, ends: list[datetime]) -> dict[str, Any]:
    if not ends:
        return {"round": which}
    asks, counts = ends[0] + AFTER[which], ends[-1] + AFTER[which] + LINK_LASTS
    return {"round": which, "asks_from": asks, "counts_from": max(counts, timezone.now())}


def _round(
    dialogue: Dialogue, which: Round, count: RoundCount | None, ends: list[datetime]
) -> dict[str, Any]:
    if count is None:
        return {"state": _before_the_count(dialogue, which, ends)}
    if count.asked < FEWEST:
        return {"state": "few"}
    parts = split(asked=count.asked, yes=count.yes, partly=count.partly, not_yet=count.not_yet)
    return {
        "state": "counted",
        "asked": count.asked,
        "answered": answered(parts),
        "parts": [(part.people, WORDS[part.answers]) for part in parts],
        "is_joined": 0 < len(parts) < len(WHOLE),
        "is_thin": is_thin(parts),
    }


def _before_the_count(dialogue: Dialogue, which: Round, ends: list[datetime]) -> str:
    """By the clock alone: words that follow a number tell who is the fifth, and who stops."""
    now = timezone.now()
    if not ends or ends[0] + AFTER[which] > now:
        return "later"
    asked = FollowUpLink.objects.filter(follow_up__dialogue=dialogue, round=which)
    to_be_asked = FollowUp.objects.filter(
        dialogue=dialogue, next_round__gt=Round.NONE, next_round__lte=which
    )
    is_past = ends[-1] + AFTER[which] + LINK_LASTS <= now and is_over(dialogue)
    # Nobody was asked, so nothing will be counted: said when four would have been.
    return "under_way" if not is_past or asked.exists() or to_be_asked.exists() else "few"
