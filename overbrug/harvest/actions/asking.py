"""Who is asked about a proposed page, and what they said before that still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.core.errors import Refused
from overbrug.dialogues.models import Seat
from overbrug.harvest.models import Vote
from overbrug.harvest.presence import seats_present
from overbrug.harvest.standing import FEWEST_VOICES

if TYPE_CHECKING:
    from overbrug.dialogues.models import Table
    from overbrug.harvest.models import HarvestPage

Earlier = dict[int, Vote]  # by the seat
Content = list[dict[str, Any]]
CAME_LATER = gettext_lazy(
    "You sat down when this talk was over. Who sat here before decides what leaves the table."
)


def asked_about(table: Table, own: list[Seat], content: Content, earlier: Earlier) -> list[Seat]:
    """Everyone who sits there, whose words are on the page, and who objected to a line on it.

    The last two also when their chair is gone. After the end nobody drops out any more: neither
    by being away nor by losing the chair. Who sat down after that end is not asked.
    """
    if all(seat.came_after_end for seat in own):
        raise Refused(CAME_LATER, field="page")
    writers = {seat for line in content for seat in line["seats"]}
    objectors = [seat for seat, vote in earlier.items() if _is_about(vote, content)]
    still = Q(revoked_at=None) | Q(public_id__in=writers) | Q(pk__in=objectors)
    if ended := table.ended_at:
        still |= Q(revoked_at__gte=ended)
    people = table.seats.filter(still, kind=Seat.Kind.PERSON, came_after_end=False)
    found = list(people.order_by("pk"))
    if len(found) < FEWEST_VOICES:
        raise Refused(
            _("You share as a table of two or more. Let somebody sit down with you first."),
            field="line",
        )
    return found


def standing_objections(table: Table) -> Earlier:
    """The newest vote of each seat that once objected and did not agree since."""
    votes = Vote.objects.filter(page__table=table).order_by("page__number")
    newest = {vote.seat_id: vote for vote in votes}
    return {seat: vote for seat, vote in newest.items() if vote.objected}


def call_to_vote(page: HarvestPage, seats: list[Seat], wrote: set[str], earlier: Earlier) -> None:
    """Ask them all; who has been away for long counts from the moment they speak.

    An objection goes along as long as one of its lines does, whoever proposes again.
    """
    writers = {seat for line in page.content for seat in line["seats"]}
    here = {seat.pk for seat in seats_present(page.table)}
    votes = []
    for seat in seats:
        vote = Vote(page=page, seat=seat, epoch=seat.epoch, has_written=seat.public_id in wrote)
        is_here = seat.pk in here or page.table.ended_at is not None
        vote.is_counted = is_here or seat.public_id in writers
        if before := earlier.get(seat.pk):
            vote.objected, vote.objected_epoch = before.objected, before.objected_epoch
            vote.reason = before.reason
            if _is_about(before, page.content):
                vote.choice, vote.is_counted = Vote.Choice.OBJECT, True
        votes.append(vote)
    Vote.objects.bulk_create(votes)


def _is_about(objection: Vote, content: Content) -> bool:
    return not {line["key"] for line in content}.isdisjoint(objection.objected)
