"""Asking whoever is due: one link, one mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from overbrug.core.addresses import site_address
from overbrug.followups.actions.stopping import is_stopped, note_mailed
from overbrug.followups.models import AFTER, LINK_LASTS, FollowUp, FollowUpLink, Round
from overbrug.outbox.actions import post

if TYPE_CHECKING:
    from datetime import datetime

MOST_PER_SWEEP = 500


def ask_due(now: datetime) -> int:
    """Put a mail in the outbox for each person whose moment has come; how many."""
    due = FollowUp.objects.filter(next_at__lte=now).order_by("next_at")
    return sum(_ask(pk, now) for pk in list(due.values_list("pk", flat=True)[:MOST_PER_SWEEP]))


def skip_what_was_due(moment: datetime) -> int:
    """After a restore: who was due before it has perhaps been asked, and is not asked again."""
    due = list(FollowUp.objects.filter(next_at__lte=moment))
    for follow_up in due:
        with transaction.atomic():
            if _move_on(follow_up, moment) == Round.MONTH:
                FollowUp.objects.filter(pk=follow_up.pk).update(email="")
    return len(due)


@transaction.atomic
def _ask(pk: int, now: datetime) -> int:
    follow_up = FollowUp.objects.filter(pk=pk, next_at__lte=now).select_related("dialogue").first()
    asked = _move_on(follow_up, now) if follow_up is not None else Round.NONE
    if follow_up is None or asked == Round.NONE:
        return 0
    if follow_up.is_silent or is_stopped(follow_up.email, now=now):
        _stay_silent(follow_up, asked)
        return 0
    link, token = FollowUpLink.make(follow_up=follow_up, round=asked)
    # Counted from the moment of the sweep, which is not always that of the clock.
    link.expires_at = now + LINK_LASTS
    link.save(update_fields=["expires_at"])
    note_mailed(link, email=follow_up.email, now=now)
    site = site_address()
    post(
        to=follow_up.email,
        template="followups/mail/two_days" if asked == Round.TWO_DAYS else "followups/mail/month",
        context={
            "step": follow_up.step,
            "dialogue": follow_up.dialogue,
            "day": follow_up.counts_from,
            "answer_url": site + reverse("followups:open-link", args=[token]),
            "lasts": LINK_LASTS.days,
        },
        language=follow_up.language,
        due_at=now,
        about=link,
        unsubscribe_url=site + reverse("followups:open-stop", args=[token]),
    )
    if asked == Round.MONTH:  # the outbox has the address now, until the mail has gone
        FollowUp.objects.filter(pk=pk).update(email="")
    return 1


def _stay_silent(follow_up: FollowUp, asked: Round) -> None:
    """Until the last round it looks like any other to who left it."""
    if asked == Round.MONTH:
        follow_up.delete()


def _move_on(follow_up: FollowUp, now: datetime) -> Round:
    """Which round is due, after taking it: of two sweeps one gets it, the other gets NONE.

    A server that stood still for a month does not ask twice in one minute: the month counts.
    """
    month_at = follow_up.counts_from + AFTER[Round.MONTH]
    is_first = follow_up.next_round == Round.TWO_DAYS and now < month_at
    same = FollowUp.objects.filter(
        pk=follow_up.pk, next_round=follow_up.next_round, next_at=follow_up.next_at
    )
    taken = same.update(
        next_round=Round.MONTH if is_first else Round.NONE, next_at=month_at if is_first else None
    )
    if not taken:
        return Round.NONE
    return Round.TWO_DAYS if is_first else Round.MONTH
