"""Propose a page together, agree or object, take back an own line; approval copies it into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.models import Seat, Table
from overbrug.dialogues.queries import people_of
from overbrug.harvest import queries, rules
from overbrug.harvest.actions.freezing import frozen_content
from overbrug.harvest.models import HarvestLine, HarvestPage, Mark, Vote
from overbrug.harvest.presence import seats_present
from overbrug.harvest.standing import FEWEST_VOICES, standing
from overbrug.lib.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence


State, Choice = HarvestPage.State, Vote.Choice
REASON_LENGTH = 300


@transaction.atomic
def propose_page(table: Table, *, own: list[Seat], language: str) -> HarvestPage:
    """Freeze what the table means to share as a page with a number, for everyone to agree with.

    The same proposed twice is one page. Another one replaces the page that was open.
    """
    rules.must_sit_at(table, own)
    Table.objects.select_for_update().get(pk=table.pk)
    found = queries.candidates_of(table, own=own, language=language)
    content = frozen_content(table, found)
    before = queries.open_page(table)
    if before and before.content == content:
        return before
    asked = _asked(table, own, content)
    if len(asked) < FEWEST_VOICES:
        raise Refused(
            _("You share as a table of two or more. Let somebody sit down with you first."),
            field="line",
        )
    if before:
        _replace(before)
    newest = table.harvest_pages.order_by("-number").first()
    page = HarvestPage.objects.create(
        table=table,
        number=newest.number + 1 if newest else 1,
        content=content,
        language=language,
    )
    _call_to_vote(page, asked, {seat for candidate in found for seat in candidate.seats})
    record("harvest_proposed", page, role="table", table=table.public_id, lines=len(content))
    _tell(page)
    return page


@transaction.atomic
def say(
    page: HarvestPage, *, by: Seat, choice: str, reason: str = "", own: Sequence[Seat] = ()
) -> HarvestPage:
    """Agree with a page or object to it; the last one needed approves it.

    `own` are the seats of the device that speaks: one device alone never decides for others.
    """
    page = _locked(page)
    if by.table_id != page.table_id or by.kind != Seat.Kind.PERSON or by.revoked_at:
        raise NotAllowed
    if page.state == State.APPROVED and choice == Choice.AGREE:
        return page  # the others were quicker; nothing stands between
    _must_be_open(page)
    if choice not in Choice.values:
        raise Refused(_("Choose: agree or object."), field="choice")
    if len(reason) > REASON_LENGTH * 4 or len(clean_line(reason)) > REASON_LENGTH:
        words = _("Make it shorter: at most %(most)s characters.") % {"most": REASON_LENGTH}
        raise Refused(words, field="reason")
    vote = _vote_of(page, by)
    vote.choice, vote.is_counted = choice, True
    vote.reason = clean_line(reason) if choice == Choice.OBJECT else ""
    vote.save(update_fields=["choice", "is_counted", "reason"])
    device = [seat for seat in own if seat.table_id == page.table_id] or [by]
    page.votes.filter(seat__in=device).update(device=min(seat.public_id for seat in device))
    if standing(page).is_agreed:
        _approve(page)
    _tell(page)
    return page


@transaction.atomic
def take_back(page: HarvestPage, *, own: list[Seat], key: str) -> HarvestPage:
    """Take one's own line off a page before it is approved; what others agreed to stays agreed."""
    rules.must_sit_at(page.table, own)
    page = _locked(page)
    _must_be_open(page)
    seats = {seat.public_id for seat in own}
    line = next((line for line in page.content if line["key"] == key), None)
    if line is None:
        raise Refused(_("This line is not on the page."), field="line")
    if seats.isdisjoint(line["seats"]):
        raise NotAllowed
    # Held as well: the next proposal must not bring it back.
    Mark.objects.update_or_create(table=page.table, key=key, defaults={"is_held": True})
    _take_off(page, key)
    return page


def leave_open_page(table: Table, key: str) -> None:
    """A line that its writer keeps here also leaves the page that the table is looking at."""
    page = queries.open_page(table)
    if page is not None:
        _take_off(_locked(page), key)


def _take_off(page: HarvestPage, key: str) -> None:
    for line in page.content:
        line["taken_back"] |= line["key"] == key
    if all(line["taken_back"] for line in page.content):
        _replace(page)
    page.save(update_fields=["content"])
    _tell(page)


def _replace(page: HarvestPage) -> None:
    """Set a page aside. What it held was never shared, so it is not kept."""
    page.state, page.decided_at, page.content = State.REPLACED, timezone.now(), []
    page.save(update_fields=["state", "decided_at", "content"])


def _asked(table: Table, own: list[Seat], content: list[dict[str, Any]]) -> list[Seat]:
    """Everyone who sits there, and whose words are on the page, also when their chair is gone."""
    writers = {seat for line in content for seat in line["seats"]}
    people = table.seats.filter(kind=Seat.Kind.PERSON)
    gone = people.filter(public_id__in=writers, revoked_at__isnull=False)
    return list({seat.pk: seat for seat in [*people_of(table), *own, *gone]}.values())


def _call_to_vote(page: HarvestPage, seats: list[Seat], wrote: set[str]) -> None:
    """Ask them all; who has been away for long counts from the moment they speak."""
    writers = {seat for line in page.content for seat in line["seats"]}
    here = {seat.pk for seat in seats_present(page.table)}
    Vote.objects.bulk_create(
        Vote(
            page=page,
            seat=seat,
            epoch=seat.epoch,
            is_counted=seat.pk in here or seat.public_id in writers,
            has_written=seat.public_id in wrote,
        )
        for seat in seats
    )


def _vote_of(page: HarvestPage, seat: Seat) -> Vote:
    """The vote that this seat was called to, on the device that sat there then."""
    vote = page.votes.filter(seat=seat).first()
    if vote is None:
        raise Refused(
            _("You sat down after this was proposed. Propose it again to decide as well."),
            field="page",
        )
    if seat.private_epoch > vote.epoch:
        raise Refused(
            _(
                "You took this seat on another device after this was proposed. "
                "Propose it again to decide as well."
            ),
            field="page",
        )
    return vote


def _locked(page: HarvestPage) -> HarvestPage:
    rows = HarvestPage.objects.select_for_update(of=("self",)).select_related("table__dialogue")
    return rows.get(pk=page.pk)


def _must_be_open(page: HarvestPage) -> None:
    if page.state == State.APPROVED:
        raise Refused(
            _(
                "The table approved this page already, and what is shared stays shared. "
                "Write what you want to add at the table, and propose a new page."
            ),
            field="page",
        )
    if page.state != State.OPEN:
        raise Refused(_("There is a newer page. Look at that one."), field="page")


def _approve(page: HarvestPage) -> None:
    """Copy the page into rows. From here on the rows count, whatever is typed later."""
    lines = [line for line in page.content if not line["taken_back"]]
    page.state, page.decided_at, page.content = State.APPROVED, timezone.now(), lines
    page.save(update_fields=["state", "decided_at", "content"])
    names = ("key", "kind", "step", "question", "text", "parts", "dissents", "visibility", "fills")
    HarvestLine.objects.bulk_create(
        HarvestLine(page=page, position=position, **{name: line[name] for name in names})
        for position, line in enumerate(lines)
    )
    record("harvest_approved", page, role="table", table=page.table.public_id, lines=len(lines))
    announce("harvest_approved", page=page)


def _tell(page: HarvestPage) -> None:
    announce(
        "harvest_changed",
        table_id=page.table.public_id,
        state=page.state,
        number=page.number,
    )
