"""When it ends: the person goes, the answers are counted, and then the rows go too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Least
from django.utils import timezone

from overbrug.dialogues.models import Dialogue
from overbrug.followups.counting import FEWEST
from overbrug.followups.models import Answer, FollowUp, FollowUpLink, Round, RoundCount
from overbrug.followups.queries import asked_in, rounds_to_count
from overbrug.outbox.actions import withdraw

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def stop(follow_up: FollowUp) -> None:
    """No mail any more, and nothing of the person stays. What was answered still counts."""
    for link in follow_up.links.all():
        withdraw(link)
        link.revoke()
    if follow_up.links.exclude(answer="").exists():
        erase_person(follow_up)
        # What was answered is counted and stays as it is: nobody changes or explains it any more.
        follow_up.links.update(why="", expires_at=Least("expires_at", Value(timezone.now())))
    else:
        follow_up.delete()


def erase_person(follow_up: FollowUp) -> None:
    """Take away address, step and seat; what is left says nothing about anybody."""
    FollowUp.objects.filter(pk=follow_up.pk).update(
        email="", step="", seat=None, next_round=Round.NONE, next_at=None
    )


def link_reached_nobody(link: FollowUpLink, *, is_for_good: bool) -> None:
    """A mail bounced, or was given up after days: who was not reached was not asked."""
    if is_for_good or link.round == Round.MONTH:
        stop(link.follow_up)
    else:
        link.revoke()


def erase_ended(now: datetime) -> int:
    """Erase the persons of whom no mail and no answer can come any more; how many."""
    still_open = FollowUpLink.objects.open(now)
    over = FollowUp.objects.filter(next_round=Round.NONE).exclude(links__in=still_open)
    known = over.filter(~Q(step="") | ~Q(email="") | Q(seat__isnull=False))
    ended = list(known)
    for follow_up in ended:
        erase_person(follow_up)
    late = FollowUpLink.objects.filter(follow_up__next_round=Round.NONE, expires_at__lte=now)
    late.exclude(why="").update(why="")
    return len(ended)


def count_rounds(now: datetime) -> int:
    """Count each round in which nobody can answer any more, once; then its rows go.

    Counting once is what keeps two figures of one round from being compared.
    """
    return sum(_count(dialogue, which, now) for dialogue, which in rounds_to_count(now))


@transaction.atomic
def _count(dialogue_id: int, which: int, now: datetime) -> int:
    # Again, inside the transaction: somebody may have sat down or counted meanwhile.
    if (dialogue_id, which) not in rounds_to_count(now):
        return 0
    dialogue = Dialogue.objects.filter(pk=dialogue_id).first()
    if dialogue is None:
        return 0
    links = FollowUpLink.objects.filter(follow_up__dialogue=dialogue, round=which)
    counted = RoundCount.objects.filter(dialogue=dialogue, round=which).exists()
    if counted:  # somebody who came after the count
        links.filter(expires_at__lte=now).delete()
    else:
        _write_down(dialogue, which)
        links.delete()
    FollowUp.objects.filter(dialogue=dialogue, next_round=Round.NONE, links=None).delete()
    return int(not counted)


def _write_down(dialogue: Dialogue, which: int) -> None:
    answers = list(asked_in(dialogue, which).values_list("answer", flat=True))
    facts = {str(value): answers.count(value) for value in Answer.values}
    if len(answers) < FEWEST:  # not even we keep so small a number
        answers, facts = [], {}
    RoundCount.objects.create(
        dialogue=dialogue,
        round=which,
        asked=len(answers),
        counted_at=timezone.now(),
        **facts,
    )
